package io.xapid.server;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.qemu.QemuHypervisor;
import io.xapid.hypervisor.qemu.QemuSettings;
import io.xapid.hypervisor.simulator.SimulatedHypervisor;
import io.xapid.hypervisor.xen.XenHost;
import io.xapid.hypervisor.xen.XenHypervisor;
import io.xapid.hypervisor.xen.XenSettings;
import io.xapid.server.config.Config;
import io.xapid.server.config.ExitCode;
import io.xapid.server.config.HypervisorChoice;
import io.xapid.server.host.BridgeFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the bridge that the operator asked for, or the best that works here. */
final class Bridges {
    private Bridges() {}

    /** Refuses what certainly cannot be opened, before anything is changed. */
    static void check(Config config, Path state) throws StartException {
        switch (settled(config.hypervisor())) {
            case XEN -> {
                checkXen(XenHost.here(), config.anyXen());
                checkDiskTool("xen");
            }
            case AUTO, QEMU -> {
                try {
                    QemuSettings.in(state);
                } catch (HypervisorException missing) {
                    throw unavailable(missing);
                }
                checkDiskTool("qemu");
            }
            case SIMULATOR -> {
                // needs nothing of this host
            }
        }
    }

    /** Fails with what stands against guests of Xen on that host, and what can be done. */
    static void checkXen(XenHost host, boolean any) throws StartException {
        Optional<String> obstacle = host.obstacle(any);
        if (obstacle.isPresent()) {
            String way = host.obstacle(true).isEmpty() ? "set any-xen to try it all the same, or " : "";
            throw new StartException(
                    ExitCode.HYPERVISOR, "hypervisor xen: %s; %suse qemu or simulator".formatted(obstacle.get(), way));
        }
    }

    private static void checkDiskTool(String hypervisor) throws StartException {
        if (LocalBackends.tool("qemu-img", System.getenv().getOrDefault("PATH", ""))
                .isEmpty()) {
            throw new StartException(
                    ExitCode.HYPERVISOR,
                    "hypervisor %s: there is no qemu-img on this host's PATH; install qemu-utils, or ask for --hypervisor simulator"
                            .formatted(hypervisor));
        }
    }

    /** In a control domain of Xen, nothing else is the best: QEMU could only emulate there. */
    private static HypervisorChoice settled(HypervisorChoice choice) {
        return choice == HypervisorChoice.AUTO && XenHost.here().isControlDomain() ? HypervisorChoice.XEN : choice;
    }

    static Hypervisor open(Config config, Path state) throws StartException, InterruptedException {
        HypervisorChoice settled = settled(config.hypervisor());
        try {
            return switch (settled) {
                case SIMULATOR -> new SimulatedHypervisor();
                case XEN -> XenHypervisor.open(XenSettings.in(state).withAnyVersion(config.anyXen()));
                case AUTO, QEMU -> QemuHypervisor.open(QemuSettings.in(state));
            };
        } catch (HypervisorException problem) {
            if (settled == HypervisorChoice.XEN) {
                throw new StartException(ExitCode.HYPERVISOR, "hypervisor xen: " + problem.getMessage(), problem);
            }
            throw unavailable(problem);
        }
    }

    private static StartException unavailable(HypervisorException problem) {
        return new StartException(
                ExitCode.HYPERVISOR,
                "hypervisor qemu: %s; install qemu-system-x86, or ask for --hypervisor simulator"
                        .formatted(problem.getMessage()),
                problem);
    }

    /** Says for the host's rows what the bridge is. */
    static BridgeFacts facts(Capabilities capabilities) {
        List<String> kinds = new ArrayList<>();
        String ofXen = capabilities.versions().getOrDefault("xen_caps", "");
        if (!ofXen.isEmpty()) {
            kinds.addAll(List.of(ofXen.split(" "))); // in the hypervisor's own words
        } else if (!capabilities.firmware().isEmpty()) {
            kinds.addAll(List.of("hvm-3.0-x86_32", "hvm-3.0-x86_32p", "hvm-3.0-x86_64"));
        }
        return new BridgeFacts(
                capabilities.name(),
                capabilities.version(),
                capabilities.accelerator(),
                kinds,
                capabilities.bootloaders().stream()
                        .map(Boot.BootloaderKind::wireName)
                        .sorted()
                        .toList(),
                capabilities.firmware().contains(Boot.FirmwareKind.UEFI));
    }
}
