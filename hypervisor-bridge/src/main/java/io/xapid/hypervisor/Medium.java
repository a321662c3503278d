package io.xapid.hypervisor;

import java.nio.file.Path;

/** What lies in a drive: an image file or a block device, and how its bytes are arranged. */
public record Medium(Path path, Format format) {

    public Medium {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("a medium's path must be absolute: " + path);
        }
    }

    public static Medium raw(Path path) {
        return new Medium(path, Format.RAW);
    }

    public static Medium qcow2(Path path) {
        return new Medium(path, Format.QCOW2);
    }

    /** How the bytes of a medium are arranged. It is said, never guessed: guests can write any header. */
    public enum Format {
        RAW,
        QCOW2
    }
}
