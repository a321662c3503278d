package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.VmId;
import java.nio.file.Path;
import java.util.List;

/** A daemon for tests to kill: starts one guest, says so, and waits. */
public final class LonelyDaemon {
    private LonelyDaemon() {}

    /** Command line of a daemon that starts this guest in this folder. */
    static List<String> command(Path home, VmId vm) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LonelyDaemon.class.getName(),
                home.toString(),
                vm.toString());
    }

    /** @param arguments the state directory and the guest's uuid */
    public static void main(String[] arguments) throws Exception {
        var vm = VmId.of(arguments[1]);
        var hypervisor = QemuHypervisor.open(QemuSettings.in(Path.of(arguments[0])));
        hypervisor.create(QemuRig.tinyGuest(vm));
        hypervisor.build(vm);
        hypervisor.unpause(vm);
        System.out.println("started");
        Thread.sleep(600_000);
    }
}
