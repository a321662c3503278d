package io.xapid.hypervisor.xen.libxl;

import java.util.Optional;
import java.util.UUID;

/**
 * What Xen knows of a domain.
 *
 * @param shutdown why it stopped for good; empty while it has not
 * @param dying whether it is being taken away
 * @param memoryKib what it has just now
 * @param mostKib what it may have at most
 * @param vcpus how many vCPUs it uses just now
 * @param mostVcpus how many it may use at most
 * @param machine whether the processor helps to run it, as with PVH and HVM
 */
public record DomainInfo(
        int domid,
        UUID uuid,
        boolean paused,
        Optional<Shutdown> shutdown,
        boolean dying,
        long memoryKib,
        long mostKib,
        int vcpus,
        int mostVcpus,
        boolean machine) {

    /** Why a domain stopped. */
    public enum Shutdown {
        POWEROFF,
        REBOOT,
        SUSPEND,
        CRASH,
        WATCHDOG,
        SOFT_RESET,
        UNKNOWN
    }
}
