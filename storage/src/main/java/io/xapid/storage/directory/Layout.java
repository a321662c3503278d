package io.xapid.storage.directory;

import io.xapid.storage.VolumeId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a repository's folder. All are made here, and of UUIDs only.
 *
 * <pre>
 *   repository.json       which repository this is
 *   .lock                 locked by the daemon that has it attached
 *   UUID.qcow2            a volume; its presence is what makes the volume exist
 *   UUID.json             the volume's labels
 *   UUID.base.qcow2       a hidden volume, never written again
 *   .tmp-UUID             work in progress, or what a killed daemon left of it
 * </pre>
 */
record Layout(Path root) {
    private static final String UUID_PATTERN = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern NAME = Pattern.compile(UUID_PATTERN + "\\.(qcow2|json|base\\.qcow2)");
    private static final Pattern TEMPORARY = Pattern.compile("\\.tmp-" + UUID_PATTERN);

    /** What a file is for. */
    enum Role {
        IMAGE,
        BASE,
        SIDECAR
    }

    /** A file name understood. */
    record Name(Role role, VolumeId id) {}

    Path marker() {
        return root.resolve("repository.json");
    }

    Path lock() {
        return root.resolve(".lock");
    }

    Path image(VolumeId id) {
        return root.resolve(id + ".qcow2");
    }

    Path base(VolumeId id) {
        return root.resolve(baseName(id));
    }

    static String baseName(VolumeId id) {
        return id + ".base.qcow2";
    }

    Path sidecar(VolumeId id) {
        return root.resolve(id + ".json");
    }

    Path temporary() {
        return root.resolve(".tmp-" + UUID.randomUUID());
    }

    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    static Optional<Name> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Role role =
                switch (matcher.group(2)) {
                    case "qcow2" -> Role.IMAGE;
                    case "json" -> Role.SIDECAR;
                    default -> Role.BASE;
                };
        return Optional.of(new Name(role, VolumeId.parse(matcher.group(1))));
    }
}
