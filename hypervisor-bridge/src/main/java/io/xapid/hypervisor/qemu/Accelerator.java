package io.xapid.hypervisor.qemu;

import java.util.Locale;

/**
 * How QEMU runs guests' instructions on this host.
 *
 * @param kind who runs them
 * @param reason why, for operators
 * @param sandbox whether QEMU can lock itself into its system call filter
 */
record Accelerator(Kind kind, String reason, boolean sandbox) {
    enum Kind {
        /** The processor, through the host's kernel. */
        KVM,
        /** QEMU's translator: works everywhere, much slower. */
        TCG;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
