package io.xapid.server;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.qemu.QemuHypervisor;
import io.xapid.hypervisor.qemu.QemuSettings;
import io.xapid.hypervisor.simulator.SimulatedHypervisor;
import io.xapid.server.config.ExitCode;
import io.xapid.server.config.HypervisorChoice;
import io.xapid.server.host.BridgeFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the bridge that the operator asked for, or the best that works here. */
final class Bridges {
    private Bridges() {}

    /** Refuses what certainly cannot be opened, before anything is changed. */
    static void check(HypervisorChoice choice, Path state) throws StartException {
        switch (choice) {
            case XEN ->
                throw new StartException(
                        ExitCode.HYPERVISOR,
                        "hypervisor xen: the Xen bridge is not in this build; use qemu or simulator");
            case AUTO, QEMU -> {
                try {
                    QemuSettings.in(state);
                } catch (HypervisorException missing) {
                    throw unavailable(missing);
                }
                if (LocalBackends.tool("qemu-img", System.getenv().getOrDefault("PATH", ""))
                        .isEmpty()) {
                    throw new StartException(
                            ExitCode.HYPERVISOR,
                            "hypervisor qemu: there is no qemu-img on this host's PATH; install qemu-utils, or ask for"
                                    + " --hypervisor simulator");
                }
            }
            case SIMULATOR -> {
                // needs nothing of this host
            }
        }
    }

    static Hypervisor open(HypervisorChoice choice, Path state) throws StartException, InterruptedException {
        try {
            return choice == HypervisorChoice.SIMULATOR
                    ? new SimulatedHypervisor()
                    : QemuHypervisor.open(QemuSettings.in(state));
        } catch (HypervisorException problem) {
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
        if (!capabilities.firmware().isEmpty()) {
            kinds.addAll(List.of("hvm-3.0-x86_32", "hvm-3.0-x86_32p", "hvm-3.0-x86_64"));
        }
        return new BridgeFacts(
                capabilities.name(),
                capabilities.version(),
                capabilities.accelerator(),
                kinds,
                capabilities.firmware().contains(Boot.FirmwareKind.UEFI));
    }
}
