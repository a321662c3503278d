package io.xapid.hypervisor.xen.libxl;

/**
 * Keeps files and sockets of this process from the programs that libxl starts, such as the QEMU of a guest. Java opens
 * them so that children have them too, and closes them itself only in children that it starts. A QEMU with the daemon's
 * listening sockets would keep a later daemon from its ports; one with a client's connection would keep that open.
 *
 * <p>What is opened while a program is being started can still get there. It cannot be marked meanwhile: libxl opens
 * files that a program is meant to have. Whoever serves clients therefore ends its sending before it closes a connection,
 * which ends it whoever has a copy.
 */
final class OwnFiles {
    /** From {@code linux/close_range.h}: {@code CLOSE_RANGE_CLOEXEC}. */
    private static final int CLOSE_ON_EXEC = 4;

    private static final int FIRST = 3;
    private static final int NO_LAST = -1;

    private OwnFiles() {}

    /** Keeps what is open now. */
    static void keep() throws LibxlException {
        if (CLibrary.LIBRARY.close_range(FIRST, NO_LAST, CLOSE_ON_EXEC) != 0) {
            throw new LibxlException(0, "cannot keep open files from other programs");
        }
    }
}
