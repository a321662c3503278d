package io.xapid.server.storage;

import io.xapid.model.meta.Field;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

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
        Map<String, String> tags) {
    private static final String OTHER = "other_config:";
    private static final String SM = "sm_config:";
    private static final String XENSTORE = "xenstore_data:";
    private static final String TAG = "tag:";

    DiskWishes {
        otherConfig = Map.copyOf(otherConfig);
        smConfig = Map.copyOf(smConfig);
        xenstoreData = Map.copyOf(xenstoreData);
        tags = Map.copyOf(tags);
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
                under(TAG, arguments));
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
        tags.forEach((key, value) -> arguments.put(TAG + key, value));
        return arguments;
    }

    void writeTo(Map<Field<Vdi, ?>, Object> values) {
        values.put(Vdi.NAME_LABEL, name);
        values.put(Vdi.NAME_DESCRIPTION, description);
        values.put(Vdi.TYPE, type);
        values.put(Vdi.SHARABLE, sharable);
        values.put(Vdi.READ_ONLY, readOnly);
        values.put(Vdi.OTHER_CONFIG, otherConfig);
        values.put(Vdi.SM_CONFIG, smConfig);
        values.put(Vdi.XENSTORE_DATA, xenstoreData);
        values.put(Vdi.TAGS, new TreeMap<>(tags).keySet().stream().toList());
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
