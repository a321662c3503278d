package io.xapid.server.cli;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A field as the command line shows it.
 *
 * @param access such as {@code RO} or {@code MRW}
 * @param flags of {@code *} default column, {@code h} hidden, {@code e} expensive, {@code d} deprecated, {@code i} matched
 *     whatever the case, {@code p} a set whose elements are printed with their keys
 * @param path the model's fields that lead to the value; empty where the model has no such thing
 * @param computed how else the value is found: {@code call:} and a message, or {@link #HOST_OF_SR}; empty for by the path
 * @param asName whether references are shown by their objects' names
 */
record CliField(String name, String access, String flags, List<Field<?, ?>> path, boolean asName, String computed) {
    static final String CALL = "call:";
    static final String HOST_OF_SR = "host-of-SR";

    boolean is(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    boolean isWritable() {
        return access.endsWith("RW");
    }

    boolean isSet() {
        return access.startsWith("S");
    }

    boolean isMap() {
        return access.startsWith("M");
    }

    String label() {
        return name + " (" + (access.length() == 2 ? " " + access : access) + ")" + (is('d') ? " [DEPRECATED]" : "");
    }

    /** The model's field, where it is the class's own. */
    Optional<Field<?, ?>> own() {
        return path.size() == 1 ? Optional.of(path.get(0)) : Optional.empty();
    }

    /** Finds what a line of a class's table means in the model. */
    static CliField of(String name, String access, String flags, String source, ClassDef<?> owner, XenModel model) {
        var path = new ArrayList<Field<?, ?>>();
        if (source.startsWith(CALL) || source.equals(HOST_OF_SR)) {
            return new CliField(name, access, flags, List.of(), false, source);
        }
        if (!source.isEmpty()) {
            ClassDef<?> at = owner;
            for (String step : source.split("\\.")) {
                Field<?, ?> field = at.field(step).orElse(null);
                if (field == null) {
                    return new CliField(name, access, flags, List.of(), false, "");
                }
                path.add(field);
                at = target(field, model).orElse(at);
            }
            return new CliField(name, access, flags, List.copyOf(path), false, "");
        }
        boolean asName = name.endsWith("-name-label") && like(owner, name).isEmpty();
        String stem = asName ? cut(name, "-name-label") : cut(cut(name, "-uuids"), "-uuid");
        List<Field<?, ?>> found = like(owner, name)
                .or(() -> like(owner, stem))
                .or(() -> like(owner, stem + "s"))
                .<List<Field<?, ?>>>map(List::of)
                .orElseGet(() -> beside(owner, name, model));
        return new CliField(name, access, flags, found, asName, "");
    }

    private static List<Field<?, ?>> beside(ClassDef<?> owner, String name, XenModel model) {
        for (String metrics : List.of("metrics", "guest_metrics")) {
            Field<?, ?> link = owner.field(metrics).orElse(null);
            ClassDef<?> other = link == null ? null : target(link, model).orElse(null);
            if (link != null && other != null) {
                Field<?, ?> there = like(other, name).orElse(null);
                if (there != null) {
                    return List.of(link, there);
                }
            }
        }
        return List.of();
    }

    private static Optional<Field<?, ?>> like(ClassDef<?> owner, String name) {
        String wanted = name.replace('-', '_').toLowerCase(Locale.ROOT);
        for (Field<?, ?> field : owner.fields()) {
            if (field.wireName().toLowerCase(Locale.ROOT).equals(wanted) && !field.isInternal()) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static Optional<ClassDef<?>> target(Field<?, ?> field, XenModel model) {
        return field.type() instanceof XenType.RefTo<?> ref ? model.classNamed(ref.className()) : Optional.empty();
    }

    private static String cut(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }
}
