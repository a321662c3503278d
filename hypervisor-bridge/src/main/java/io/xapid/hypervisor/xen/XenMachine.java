package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.xen.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of the devices of a living guest in a whole machine. */
final class XenMachine {
    private static final String CONNECTED = "4";

    private final StoreView store;
    private final int domid;
    private final String home;

    /** @param home where the guest's entries are */
    XenMachine(StoreView store, int domid, String home) {
        this.store = store;
        this.domid = domid;
        this.home = home;
    }

    /** When the QEMU that emulates its devices ends; it may have ended already. Empty if there never was one. */
    Optional<CompletableFuture<?>> end() {
        return written()
                .map(pid -> deviceModel()
                        .<CompletableFuture<?>>map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(pid)));
    }

    private Optional<ProcessHandle> deviceModel() {
        return written().flatMap(ProcessHandle::of).filter(process -> worksFor(process.pid()));
    }

    /** Whether it had one that is gone: then the machine stands still for good. */
    boolean isBroken() {
        return written().isPresent() && deviceModel().isEmpty();
    }

    private Optional<Long> written() {
        return store.read(home + "/image/device-model-pid")
                .filter(pid -> pid.matches("[0-9]{1,9}"))
                .map(Long::parseLong);
    }

    /** The number of a process is used again some day. */
    private boolean worksFor(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return line.contains("-xen-domid\0" + domid + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the drive in a slot is on the old controller. */
    boolean hasOldDrive(int slot) {
        return state(Drives.oldNumber(slot)).isPresent();
    }

    /** Whether a driver made for Xen has the drive of that number, so that nothing comes from the old controller. */
    boolean driverHas(int number) {
        return state(number).equals(Optional.of(CONNECTED));
    }

    private Optional<String> state(int number) {
        return store.read(home + "/device/vbd/" + number + "/state");
    }
}
