package io.xapid.server.storage;

import io.xapid.model.meta.Field;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.storage.VolumeLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a client wants of a new disk beyond its size, in a form that fits the arguments of a job. */
record DiskWishes(
        String name,
        String description,
        VdiType type,
        boolean sharable,
        boolean readOnly,
        Map<String, String> otherConfig,
        Map<String, String> smConfig,
        Map<String, String> xenstoreData,
        List<String> tags) {
    private static final String OTHER = "other_config:";
    private static final String SM = "sm_config:";
    private static final String XENSTORE = "xenstore_data:";
    private static final String TAG = "tag:";

    DiskWishes {
        otherConfig = Map.copyOf(otherConfig);
        smConfig = Map.copyOf(smConfig);
        xenstoreData = Map.copyOf(xenstoreData);
        tags = List.copyOf(new TreeSet<>(tags));
    }

    /** What a disk made from another takes over. It can be written, whatever the other is. */
    static DiskWishes like(Row<Vdi> original) {
        return new DiskWishes(
                original.get(Vdi.NAME_LABEL),
                original.get(Vdi.NAME_DESCRIPTION),
                original.get(Vdi.TYPE),
                original.get(Vdi.SHARABLE),
                false,
                original.get(Vdi.OTHER_CONFIG),
                Map.of(),
                original.get(Vdi.XENSTORE_DATA),
                original.get(Vdi.TAGS));
    }

    static DiskWishes from(Map<String, String> arguments) {
        return new DiskWishes(
                arguments.getOrDefault("name_label", ""),
                arguments.getOrDefault("name_description", ""),
                VdiType.valueOf(arguments.getOrDefault("type", VdiType.USER.name())),
                Boolean.parseBoolean(arguments.get("sharable")),
                Boolean.parseBoolean(arguments.get("read_only")),
                under(OTHER, arguments),
                under(SM, arguments),
                under(XENSTORE, arguments),
                new ArrayList<>(under(TAG, arguments).keySet()));
    }

    Map<String, String> asArguments() {
        var arguments = new HashMap<String, String>();
        arguments.put("name_label", name);
        arguments.put("name_description", description);
        arguments.put("type", type.name());
        arguments.put("sharable", String.valueOf(sharable));
        arguments.put("read_only", String.valueOf(readOnly));
        otherConfig.forEach((key, value) -> arguments.put(OTHER + key, value));
        smConfig.forEach((key, value) -> arguments.put(SM + key, value));
        xenstoreData.forEach((key, value) -> arguments.put(XENSTORE + key, value));
        tags.forEach(tag -> arguments.put(TAG + tag, ""));
        return arguments;
    }

    /** What is written on the volume itself. */
    VolumeLabels labels() {
        return VdiRows.labels(name, description, type, sharable, readOnly);
    }

    void writeTo(Map<Field<Vdi, ?>, Object> values) {
        values.put(Vdi.NAME_LABEL, name);
        values.put(Vdi.NAME_DESCRIPTION, description);
        values.put(Vdi.TYPE, type);
        values.put(Vdi.SHARABLE, sharable);
        values.put(Vdi.READ_ONLY, readOnly || Boolean.TRUE.equals(values.get(Vdi.READ_ONLY)));
        values.put(Vdi.OTHER_CONFIG, otherConfig);
        values.put(Vdi.SM_CONFIG, smConfig);
        values.put(Vdi.XENSTORE_DATA, xenstoreData);
        values.put(Vdi.TAGS, tags);
    }

    private static Map<String, String> under(String prefix, Map<String, String> arguments) {
        var map = new HashMap<String, String>();
        arguments.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                map.put(key.substring(prefix.length()), value);
            }
        });
        return map;
    }
}
