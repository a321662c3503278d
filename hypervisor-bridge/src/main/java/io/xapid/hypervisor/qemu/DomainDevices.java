package io.xapid.hypervisor.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.qmp.QmpException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices that come and go while their guest lives. The spec is written before a device comes and after it went. */
final class DomainDevices {
    private static final Logger log = LoggerFactory.getLogger(DomainDevices.class);
    private static final Duration GUEST_LETS_GO = Duration.ofSeconds(20);
    private static final Duration PAUSED_GUEST = Duration.ofMillis(100);
    private static final Pattern DEVICE = Pattern.compile("(disk|nic)-([0-9]{1,3})");

    private final QemuDomain domain;

    DomainDevices(QemuDomain domain) {
        this.domain = domain;
    }

    // Drives

    void plug(Disk disk) {
        if (disk.bus() == Disk.Bus.EMULATED) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "guest %s: drive %d is on a controller that takes no drives while the guest lives"
                            .formatted(domain.vm(), disk.slot()));
        }
        write(spec().plus(disk));
        try {
            disk.medium().ifPresent(medium -> addNodes(disk, medium));
            var device = domain.tools().devices().scsiDrive(domain.vm(), disk);
            domain.command("plug drive " + disk.slot(), "device_add", device);
        } catch (HypervisorException e) {
            undo(() -> unplugDisk(disk.slot()), e);
            throw e;
        }
    }

    void unplugDisk(int slot) {
        remove(Devices.diskId(slot), "drive " + slot);
        removeNodes(slot);
        write(spec().minusDisk(slot));
    }

    void changeMedium(Disk drive, Optional<Medium> medium) {
        int slot = drive.slot();
        String id = Devices.diskId(slot);
        String doing = "change the medium of drive " + slot;
        if (drive.kind() != Disk.Kind.CDROM) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED, "guest %s: drive %d is not a CD drive".formatted(domain.vm(), slot));
        }
        domain.command(doing, "blockdev-open-tray", Map.of("id", id, "force", true));
        domain.command(doing, "blockdev-remove-medium", Map.of("id", id));
        removeNodes(slot);
        write(spec().plus(drive.withMedium(Optional.empty())));
        if (medium.isPresent()) {
            Disk loaded = drive.withMedium(medium);
            try {
                addNodes(loaded, medium.get());
                domain.command(
                        doing, "blockdev-insert-medium", Map.of("id", id, "node-name", Devices.formatNode(slot)));
                write(spec().plus(loaded));
            } catch (HypervisorException e) {
                undo(() -> removeNodes(slot), e);
                throw e;
            }
        }
        domain.command(doing, "blockdev-close-tray", Map.of("id", id));
    }

    private void addNodes(Disk disk, Medium medium) {
        for (var node : domain.tools().devices().blockNodes(disk.slot(), medium, disk.readOnly())) {
            domain.command("open " + medium.path(), "blockdev-add", node);
        }
    }

    /** After this QEMU holds the medium no more. */
    private void removeNodes(int slot) {
        removeIfThere("blockdev-del", "node-name", Devices.formatNode(slot));
        removeIfThere("blockdev-del", "node-name", Devices.fileNode(slot));
    }

    // NICs

    void plug(Nic nic) {
        DomainSpec spec = spec().plus(nic);
        write(spec);
        try {
            var devices = domain.tools().devices();
            domain.command("plug NIC " + nic.slot(), "netdev_add", devices.netdev(domain.vm(), nic));
            domain.tools().taps().attach(spec, nic);
            domain.command("plug NIC " + nic.slot(), "device_add", devices.nic(nic));
        } catch (HypervisorException e) {
            undo(() -> unplugNic(nic.slot()), e);
            throw e;
        }
    }

    void unplugNic(int slot) {
        remove(Devices.nicId(slot), "NIC " + slot);
        removeIfThere("netdev_del", "id", Devices.netdevId(slot));
        write(spec().minusNic(slot));
    }

    // Both

    /** Takes a device out of the machine, and returns when it is out. */
    private void remove(String id, String what) {
        try (var gone = domain.monitor()
                .expect(event -> event.name().equals("DEVICE_DELETED")
                        && event.data().path("device").asText().equals(id))) {
            try {
                domain.monitor().execute("device_del", Map.of("id", id), QemuDomain.COMMAND);
            } catch (QmpException e) {
                if (e.is(QmpException.DEVICE_NOT_FOUND)) {
                    return;
                }
                if (!String.valueOf(e.getMessage()).contains("already in the process of unplug")) {
                    throw e;
                }
            }
            gone.await(what + " to go", letGoOf(id));
        } catch (QmpException e) {
            if (e.is(QmpException.TIMEOUT)) {
                throw new HypervisorException(
                        Reason.GUEST_UNRESPONSIVE, "guest %s has not let go of %s".formatted(domain.vm(), what), e);
            }
            throw domain.refused("unplug " + what, e);
        }
    }

    /**
     * How long to wait. Drives go without the guest's doing, paused or not, as soon as QEMU gets to it. A NIC has to be
     * let go of by the guest. One that never ran cannot let go of anything, but has not taken hold either: a reset of
     * its machine then takes the NIC out.
     */
    private Duration letGoOf(String id) throws QmpException {
        if (!id.startsWith("nic-")) {
            return GUEST_LETS_GO;
        }
        String state = runState();
        if (state.equals("prelaunch")) {
            domain.monitor().execute("system_reset", Map.of(), QemuDomain.COMMAND);
        }
        return state.equals("paused") ? PAUSED_GUEST : GUEST_LETS_GO;
    }

    private String runState() throws QmpException {
        return domain.monitor()
                .execute("query-status", Map.of(), QemuDomain.COMMAND)
                .path("status")
                .asText();
    }

    private void removeIfThere(String command, String key, String id) {
        try {
            domain.monitor().execute(command, Map.of(key, id), QemuDomain.COMMAND);
        } catch (QmpException e) {
            String text = String.valueOf(e.getMessage());
            if (!e.is(QmpException.DEVICE_NOT_FOUND)
                    && !text.contains("not found")
                    && !text.contains("Failed to find node")) {
                throw domain.refused("remove " + id, e);
            }
        }
    }

    /** A device has left the machine by the guest's doing, perhaps long after it was asked to: clears up behind it. */
    void tidyAfter(String id) {
        Matcher device = DEVICE.matcher(id);
        if (!device.matches() || domain.spec().isEmpty()) {
            return;
        }
        int slot = Integer.parseInt(device.group(2));
        if (device.group(1).equals("nic")) {
            removeIfThere("netdev_del", "id", Devices.netdevId(slot));
        }
    }

    /**
     * Makes spec and machine agree again after a daemon was killed between the two. Of a device that is not there nothing
     * else stays either: QEMU would hold its medium, and refuse the next device in its slot.
     */
    void settle() {
        Set<String> present = new HashSet<>();
        JsonNode machine = domain.command("list its devices", "qom-list", Map.of("path", "/machine/peripheral"));
        machine.forEach(child -> present.add(child.path("name").asText()));
        DomainSpec before = spec();
        DomainSpec after = before;
        for (Disk disk : before.disks()) {
            if (!present.contains(Devices.diskId(disk.slot()))) {
                removeNodes(disk.slot());
                after = after.minusDisk(disk.slot());
            }
        }
        for (Nic nic : before.nics()) {
            if (!present.contains(Devices.nicId(nic.slot()))) {
                removeIfThere("netdev_del", "id", Devices.netdevId(nic.slot()));
                after = after.minusNic(nic.slot());
            }
        }
        if (!after.equals(before)) {
            log.info("Guest {} lacks devices that its spec had; the spec now says what is there", domain.vm());
            write(after);
        }
    }

    private DomainSpec spec() {
        return domain.spec()
                .orElseThrow(() -> new HypervisorException(Reason.NOT_FOUND, "there is no guest " + domain.vm()));
    }

    private void write(DomainSpec spec) {
        try {
            domain.directory().writeSpec(spec);
        } catch (IOException e) {
            throw domain.failed("cannot write down its devices", e);
        }
    }

    private static void undo(Runnable way, HypervisorException cause) {
        try {
            way.run();
        } catch (HypervisorException e) {
            cause.addSuppressed(e);
        }
    }
}
