package io.xapid.server.vm;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Disks that a job is to make, by what they are made for. They are chosen when the job is admitted, and stand in its
 * arguments, so that another try makes the same ones.
 */
final class PlannedDisks {
    private static final String PREFIX = "disk:";

    private PlannedDisks() {}

    static DiskLibrary.Identity choose(Ref<Sr> sr) {
        return new DiskLibrary.Identity(
                new Ref<>("OpaqueRef:" + UUID.randomUUID()), UUID.randomUUID().toString(), sr);
    }

    static Map<String, String> asArguments(Map<String, DiskLibrary.Identity> disks) {
        var arguments = new HashMap<String, String>();
        disks.forEach((key, disk) -> arguments.put(
                PREFIX + key,
                disk.vdi().value() + " " + disk.uuid() + " " + disk.sr().value()));
        return arguments;
    }

    static Map<String, DiskLibrary.Identity> from(Map<String, String> arguments) {
        var disks = new LinkedHashMap<String, DiskLibrary.Identity>();
        new TreeMap<>(arguments).forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                String[] parts = text.split(" ", -1);
                disks.put(
                        name.substring(PREFIX.length()),
                        new DiskLibrary.Identity(new Ref<Vdi>(parts[0]), parts[1], new Ref<Sr>(parts[2])));
            }
        });
        return disks;
    }
}
