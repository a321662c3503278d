package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Disks and NICs in QEMU's words: the same maps serve the command line and the monitor. */
final class Devices {
    /** The controller that paravirtual drives hang on. */
    static final String SCSI = "scsi0";

    /** First PCI slot of the NICs: each has a place of its own, so that guests keep their interface names. */
    private static final int FIRST_NIC_PCI_SLOT = 0x10;

    private final boolean vhost;

    Devices(boolean vhost) {
        this.vhost = vhost;
    }

    static String diskId(int slot) {
        return "disk-" + slot;
    }

    static String nicId(int slot) {
        return "nic-" + slot;
    }

    static String netdevId(int slot) {
        return "netdev-" + slot;
    }

    static String fileNode(int slot) {
        return "file-" + slot;
    }

    static String formatNode(int slot) {
        return "image-" + slot;
    }

    /** The host's end of a NIC that is attached to a bridge: a name that is the same every time. */
    static Optional<String> hostInterface(VmId vm, Nic nic) {
        if (nic.attachment() instanceof Nic.Attachment.Bridge) {
            return Optional.of("xap%s.%x".formatted(shortName(vm), nic.slot()));
        }
        return nic.attachment() instanceof Nic.Attachment.Tap tap ? Optional.of(tap.name()) : Optional.empty();
    }

    /** Eight digits that stand for a guest where its uuid is too long. */
    private static String shortName(VmId vm) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(vm.toString().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Block nodes of a medium, the lower one first. */
    List<Map<String, Object>> blockNodes(int slot, Medium medium, boolean readOnly) {
        boolean device = medium.path().startsWith("/dev");
        var file = new LinkedHashMap<String, Object>();
        file.put("driver", device ? "host_device" : "file");
        file.put("node-name", fileNode(slot));
        file.put("filename", medium.path().toString());
        file.put("read-only", readOnly);
        file.put("discard", "unmap");

        var format = new LinkedHashMap<String, Object>();
        format.put("driver", medium.format() == Medium.Format.QCOW2 ? "qcow2" : "raw");
        format.put("node-name", formatNode(slot));
        format.put("file", fileNode(slot));
        format.put("read-only", readOnly);
        format.put("discard", "unmap");
        return List.of(file, format);
    }

    /** A drive on the paravirtual bus, which can come and go while the guest runs. */
    Map<String, Object> scsiDrive(VmId vm, Disk disk) {
        var device = new LinkedHashMap<String, Object>();
        device.put("driver", disk.kind() == Disk.Kind.CDROM ? "scsi-cd" : "scsi-hd");
        device.put("id", diskId(disk.slot()));
        device.put("bus", SCSI + ".0");
        device.put("scsi-id", disk.slot());
        device.put("lun", 0);
        if (disk.medium().isPresent()) {
            device.put("drive", formatNode(disk.slot()));
        }
        device.put("serial", serial(vm, disk));
        return device;
    }

    /** A drive on one of the four places of the old controller. */
    Map<String, Object> ideDrive(VmId vm, Disk disk, int place) {
        var device = new LinkedHashMap<String, Object>();
        device.put("driver", disk.kind() == Disk.Kind.CDROM ? "ide-cd" : "ide-hd");
        device.put("id", diskId(disk.slot()));
        device.put("bus", "ide." + place / 2);
        device.put("unit", place % 2);
        if (disk.medium().isPresent()) {
            device.put("drive", formatNode(disk.slot()));
        }
        device.put("serial", serial(vm, disk));
        return device;
    }

    private static String serial(VmId vm, Disk disk) {
        return vm.toString().substring(0, 8) + "-" + disk.slot();
    }

    /** The host's side of a NIC. */
    Map<String, Object> netdev(VmId vm, Nic nic) {
        var netdev = new LinkedHashMap<String, Object>();
        Optional<String> tap = hostInterface(vm, nic);
        netdev.put("type", tap.isPresent() ? "tap" : "user");
        netdev.put("id", netdevId(nic.slot()));
        if (tap.isPresent()) {
            netdev.put("ifname", tap.get());
            netdev.put("script", "no");
            netdev.put("downscript", "no");
            if (vhost && nic.model() == Nic.Model.PARAVIRTUAL) {
                netdev.put("vhost", true);
            }
        }
        return netdev;
    }

    /** The guest's side of a NIC. */
    Map<String, Object> nic(Nic nic) {
        var device = new LinkedHashMap<String, Object>();
        boolean paravirtual = nic.model() == Nic.Model.PARAVIRTUAL;
        device.put("driver", paravirtual ? "virtio-net-pci" : "e1000");
        device.put("id", nicId(nic.slot()));
        device.put("netdev", netdevId(nic.slot()));
        device.put("mac", nic.mac());
        device.put("bus", "pci.0");
        device.put("addr", "0x%x".formatted(FIRST_NIC_PCI_SLOT + nic.slot()));
        if (paravirtual && nic.mtu() != 1500) {
            device.put("host_mtu", nic.mtu());
        }
        return device;
    }

    /** Ids of devices in the order in which firmware should try them. */
    static List<String> bootOrder(DomainSpec spec) {
        if (!(spec.boot() instanceof Boot.Firmware firmware)) {
            return List.of();
        }
        var ids = new ArrayList<String>();
        for (Boot.BootDevice kind : firmware.order()) {
            switch (kind) {
                case DISK ->
                    spec.disks().stream()
                            .filter(disk -> disk.kind() == Disk.Kind.DISK)
                            .mapToInt(Disk::slot)
                            .sorted()
                            .forEach(slot -> ids.add(diskId(slot)));
                case CDROM ->
                    spec.disks().stream()
                            .filter(disk -> disk.kind() == Disk.Kind.CDROM)
                            .mapToInt(Disk::slot)
                            .sorted()
                            .forEach(slot -> ids.add(diskId(slot)));
                case NETWORK ->
                    spec.nics().stream().mapToInt(Nic::slot).sorted().forEach(slot -> ids.add(nicId(slot)));
            }
        }
        return ids.stream().distinct().toList();
    }
}
