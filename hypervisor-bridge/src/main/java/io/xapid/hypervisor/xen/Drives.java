package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import java.util.List;
import java.util.Optional;

/**
 * The names of drives. Xen knows a drive by its name, and the name decides how the guest sees it: {@code xvda} and so on
 * are paravirtual alone. {@code hda} to {@code hdd} are on an old disk controller too, from which firmware can boot, until
 * a driver made for Xen takes over; drives get such a place only while their guest is built.
 */
final class Drives {
    /** Places on the old controller. */
    static final int OLD_PLACES = 4;

    private static final int LETTERS = 26;
    private static final int OLD_CONTROLLERS_FIRST = 3 << 8;
    private static final int OLD_CONTROLLERS_SECOND = 22 << 8;

    private Drives() {}

    /**
     * The drive with what lies in it, as a guest with a machine's firmware is made. A CD drive is made with a disc and
     * then emptied: the QEMU 7.2 of Debian cannot make Xen's side of an empty one, and dies when a disc is put in later.
     */
    static Optional<ObjectNode> ofMachine(Disk disk, GuestFiles files) {
        if (disk.slot() >= OLD_PLACES) {
            return paravirtual(disk);
        }
        String name = oldName(disk.slot());
        ObjectNode drive = disk.kind() == Disk.Kind.CDROM
                ? disc(name, Optional.of(disk.medium().orElse(Medium.raw(files.noDisc()))))
                : drive(name, disk.medium().orElseThrow()).put("readwrite", disk.readOnly() ? 0 : 1);
        if (isLinked(disk)) {
            drive.put("pdev_path", files.drive(disk.slot()).toString());
        }
        return Optional.of(drive);
    }

    /** What to put into a machine's CD drives, once it is made, so that they are as empty as they should be. */
    static List<String> emptied(DomainSpec spec) {
        return spec.disks().stream()
                .filter(disk -> disk.kind() == Disk.Kind.CDROM && disk.slot() < OLD_PLACES)
                .filter(disk ->
                        disk.medium().isEmpty() && DomainConfig.typeOf(spec).equals(DomainConfig.HVM))
                .map(disk -> disc(oldName(disk.slot()), Optional.empty()).toString())
                .toList();
    }

    /** Whether a machine's drive has to be reached by a link. */
    static boolean isLinked(Disk disk) {
        return disk.slot() < OLD_PLACES
                && disk.medium()
                        .filter(medium -> GuestFiles.needsLink(medium.path()))
                        .isPresent();
    }

    /** The drive with what lies in it; a paravirtual drive without a disc is none at all. */
    static Optional<ObjectNode> paravirtual(Disk disk) {
        return disk.medium().map(medium -> drive(name(disk.slot()), medium).put("readwrite", disk.readOnly() ? 0 : 1));
    }

    /** A CD drive on the old controller, with or without a disc. */
    static ObjectNode disc(String name, Optional<Medium> medium) {
        return medium.map(there -> drive(name, there))
                .orElseGet(() -> node().put("pdev_path", "").put("vdev", name).put("format", "empty"))
                .put("removable", 1)
                .put("readwrite", 0)
                .put("is_cdrom", 1);
    }

    private static ObjectNode drive(String name, Medium medium) {
        return node().put("pdev_path", medium.path().toString())
                .put("vdev", name)
                .put("format", medium.format() == Medium.Format.QCOW2 ? "qcow2" : "raw");
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The name of the drive in a slot: {@code xvda} to {@code xvdz}, then {@code xvdaa} and so on. */
    static String name(int slot) {
        String last = String.valueOf((char) ('a' + slot % LETTERS));
        return slot < LETTERS ? "xvd" + last : "xvd" + (char) ('a' + slot / LETTERS - 1) + last;
    }

    /** The name on the old controller of the drive in one of the first slots. */
    static String oldName(int slot) {
        return "hd" + (char) ('a' + slot);
    }

    /** All names that the drive in a slot can have. */
    static List<String> names(int slot) {
        return slot < OLD_PLACES ? List.of(name(slot), oldName(slot)) : List.of(name(slot));
    }

    /** The numbers that Xen can give the drive in a slot. */
    static List<Integer> numbers(int slot) {
        return slot < OLD_PLACES ? List.of(number(slot), oldNumber(slot)) : List.of(number(slot));
    }

    /** As Xen's {@code docs/man/xen-vbd-interface.7} says: the first 16 drives as ever, further ones in the wide form. */
    static int number(int slot) {
        return slot < 16 ? 202 << 8 | slot << 4 : 1 << 28 | slot << 8;
    }

    /** From the same place: two old controllers, with two places each. */
    static int oldNumber(int slot) {
        return (slot < 2 ? OLD_CONTROLLERS_FIRST : OLD_CONTROLLERS_SECOND) | slot % 2 << 6;
    }
}
