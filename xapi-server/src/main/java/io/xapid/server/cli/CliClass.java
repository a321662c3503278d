package io.xapid.server.cli;

import io.xapid.model.meta.ClassDef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A class as the command line knows it: {@code vm} and {@code template} are two of them, and one in the model.
 *
 * @param where what records must hold to belong to it
 * @param columns what a list shows unless asked for something else
 */
record CliClass(
        String name, ClassDef<?> definition, Map<String, String> where, List<CliField> fields, Set<String> columns) {
    Optional<CliField> field(String wanted) {
        return fields.stream().filter(field -> field.name().equals(wanted)).findFirst();
    }

    boolean isSettable() {
        return fields.stream().anyMatch(CliField::isWritable);
    }

    boolean holds(Map<?, ?> record, Set<String> ignored) {
        return where.entrySet().stream()
                .filter(one -> !ignored.contains(one.getKey()))
                .allMatch(one -> String.valueOf(record.get(one.getKey())).equals(one.getValue()));
    }
}
