package io.xapid.hypervisor.xen;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Files of one guest that others open too, by paths that all of them can read: sockets of its consoles, which the QEMU of
 * a guest in a whole machine makes itself, and links to its drives.
 *
 * @param folder a way to the guest's folder that is short enough for addresses of sockets
 */
record GuestFiles(Path folder) {
    static final String SERIAL_LOG = "serial.log";

    /** Longest path that fits into the address of a Unix socket, with its closing zero. */
    static final int PATH_BYTES = 107;

    private static final String LONGEST_NAME = "/console.sock";

    /** Whether the sockets in a folder of this path can be reached, and its links be named. */
    static boolean fit(Path folder) {
        return (folder + LONGEST_NAME).getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES && !needsLink(folder);
    }

    /** libxl writes the path of a drive as it is into an option of QEMU, where a comma begins the next one. */
    static boolean needsLink(Path path) {
        return path.toString().contains(",");
    }

    /** A link to what lies in a drive. */
    Path drive(int slot) {
        return folder.resolve("drive-" + slot);
    }

    /** Lies in a CD drive without a disc while its machine is made. */
    Path noDisc() {
        return folder.resolve("no-disc");
    }

    Path screen() {
        return folder.resolve("vnc.sock");
    }

    /** The serial line of a machine. */
    Path serial() {
        return folder.resolve("serial.sock");
    }

    /** The console of a guest that has drivers for Xen. */
    Path console() {
        return folder.resolve("console.sock");
    }

    /** For QEMU's {@code -vnc}: any number of viewers share the screen. */
    String screenOption() {
        return "unix:" + comma(screen()) + ",share=force-shared";
    }

    /** For QEMU's {@code -serial}. */
    String serialOption() {
        return "unix:%s,server=on,wait=off,logfile=%s,logappend=on"
                .formatted(comma(serial()), comma(folder.resolve(SERIAL_LOG)));
    }

    /** QEMU's own option syntax writes a comma inside a value as two. */
    private static String comma(Path path) {
        return path.toString().replace(",", ",,");
    }
}
