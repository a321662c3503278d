package io.xapid.storage;

import java.util.Locale;

/** How the bytes of a file make up a disk. */
public enum ImageFormat {
    RAW,
    QCOW2;

    /** The name that QEMU and its tools know it by. */
    public String toolName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
