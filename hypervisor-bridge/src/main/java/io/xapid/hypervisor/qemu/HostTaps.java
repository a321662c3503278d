package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Nic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The host's ends of bridged NICs. QEMU makes each tap and takes it along when it ends; here it joins its bridge. */
final class HostTaps {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

    /** Checks, before anything is started, that what a NIC is to be attached to is there. */
    void check(DomainSpec spec, Nic nic) {
        if (nic.attachment() instanceof Nic.Attachment.Bridge bridge) {
            check(spec, nic, "bridge", bridge.name());
        } else if (nic.attachment() instanceof Nic.Attachment.Tap tap) {
            check(spec, nic, "tap", tap.name());
        }
    }

    private static void check(DomainSpec spec, Nic nic, String what, String name) {
        if (!HostInterfaces.now().containsKey(name)) {
            throw new HypervisorException(
                    Reason.FAILED,
                    "NIC %d of guest %s: this host has no %s %s".formatted(nic.slot(), spec.vm(), what, name));
        }
    }

    /** Puts the tap of a bridged NIC into its bridge and switches it on; nothing to do for others. */
    void attach(DomainSpec spec, Nic nic) {
        if (!(nic.attachment() instanceof Nic.Attachment.Bridge bridge)) {
            return;
        }
        String tap = Devices.hostInterface(spec.vm(), nic).orElseThrow();
        silence(tap);
        var command = List.of(
                "ip", "link", "set", "dev", tap, "mtu", Integer.toString(nic.mtu()), "master", bridge.name(), "up");
        try {
            var outcome = ShortCommand.run(command, DEADLINE);
            if (outcome.exitCode() != 0) {
                throw new HypervisorException(
                        Reason.FAILED,
                        "NIC %d of guest %s: cannot put %s into bridge %s: %s"
                                .formatted(nic.slot(), spec.vm(), tap, bridge.name(), outcome.output()));
            }
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot run ip: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.TIMED_OUT, "interrupted while attaching " + tap, e);
        }
    }

    /** The host itself has no business on a guest's wire, and gives itself no IPv6 address there. */
    private static void silence(String tap) {
        Path knob = IPV6.resolve(tap).resolve("disable_ipv6");
        try {
            if (Files.exists(knob)) {
                Files.writeString(knob, "1");
            }
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot switch IPv6 off on " + tap, e);
        }
    }
}
