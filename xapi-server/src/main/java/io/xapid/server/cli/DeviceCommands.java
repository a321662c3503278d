package io.xapid.server.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Giving devices to one guest, and taking them away. */
final class DeviceCommands {
    private DeviceCommands() {}

    static void addDisk(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        CommandLine line = scene.line();
        long bytes = CommandLine.toBytes("disk-size", line.require("disk-size"));
        String device = line.require("device");
        Object disk = scene.api()
                .run(
                        "VDI.create",
                        Map.of(
                                "SR",
                                storage(scene),
                                "name_label",
                                scene.record().get("name_label") + " " + device,
                                "virtual_size",
                                bytes,
                                "type",
                                "user",
                                "sharable",
                                false,
                                "read_only",
                                false,
                                "other_config",
                                Map.of()));
        boolean isDone = false;
        try {
            attach(scene, "Disk", "RW", device, disk);
            isDone = true;
        } finally {
            if (!isDone) {
                scene.api().run("VDI.destroy", disk);
            }
        }
    }

    private static Object storage(Written.Scene scene)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String uuid = scene.line().find("sr-uuid").orElse("");
        if (!uuid.isEmpty()) {
            return Typed.reference("SR", uuid, scene.api());
        }
        var pool = (Map<?, ?>) scene.records().all("pool").values().iterator().next();
        String usual = String.valueOf(pool.get("default_SR"));
        if (scene.records().find("SR", usual) == null) {
            throw CliFailure.plain("The pool has no default SR; name one as sr-uuid");
        }
        return usual;
    }

    /** Makes a drive, and plugs it where the guest runs; none stays behind when that fails. */
    private static void attach(Written.Scene scene, String type, String mode, String device, Object disk)
            throws ApiFailure, IOException, InterruptedException {
        var drive = new HashMap<String, Object>();
        drive.put("VM", scene.self());
        drive.put("VDI", disk);
        drive.put("userdevice", device);
        drive.put("bootable", false);
        drive.put("mode", mode);
        drive.put("type", type);
        drive.put("unpluggable", true);
        drive.put("empty", false);
        drive.put("other_config", Map.of());
        drive.put("qos_algorithm_type", "");
        drive.put("qos_algorithm_params", Map.of());
        Object made = scene.api().run("VBD.create", drive);
        if (!"Running".equals(scene.record().get("power_state"))) {
            return;
        }
        boolean isDone = false;
        try {
            scene.api().run("VBD.plug", made);
            isDone = true;
        } finally {
            if (!isDone) {
                scene.api().run("VBD.destroy", made);
            }
        }
    }

    static void removeDisk(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String device = scene.line().require("device");
        for (Map.Entry<String, Map<?, ?>> one :
                DriveCommands.drives(scene, "Disk").entrySet()) {
            if (device.equals(one.getValue().get("userdevice"))
                    || device.equals(one.getValue().get("device"))) {
                String disk = String.valueOf(one.getValue().get("VDI"));
                detach(scene, one);
                Map<?, ?> record = (Map<?, ?>) scene.api().call("VDI.get_record", disk);
                if (Records.several(record, "VBDs").isEmpty()) { // else another guest has it too
                    scene.api().run("VDI.destroy", disk);
                }
                return;
            }
        }
        throw CliFailure.plain("The VM has no disk at '" + device + "'; 'xe vm-disk-list' lists its disks");
    }

    private static void detach(Written.Scene scene, Map.Entry<String, Map<?, ?>> drive)
            throws ApiFailure, IOException, InterruptedException {
        if (Boolean.TRUE.equals(drive.getValue().get("currently_attached"))) {
            scene.api().run("VBD.unplug", drive.getKey());
        }
        scene.api().run("VBD.destroy", drive.getKey());
    }

    static void addDisc(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        attach(scene, "CD", "RO", scene.line().require("device"), DriveCommands.disc(scene));
    }

    static void removeDisc(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String name = scene.line().require("cd-name");
        for (Map.Entry<String, Map<?, ?>> one :
                DriveCommands.drives(scene, "CD").entrySet()) {
            Map<?, ?> disc =
                    scene.records().find("VDI", String.valueOf(one.getValue().get("VDI")));
            if (disc != null && Selection.isNamed(disc, name)) {
                detach(scene, one);
                return;
            }
        }
        throw CliFailure.plain("No drive of the VM has a CD called '" + name + "'; 'xe vm-cd-list' lists its drives");
    }

    static void interfaces(Written.Scene scene) throws ApiFailure, IOException, InterruptedException {
        CliClass of = Objects.requireNonNull(scene.catalogue().classes().get("vif"));
        for (Object reference : Records.several(scene.record(), "VIFs")) {
            Map<?, ?> one = scene.records().find("VIF", String.valueOf(reference));
            if (one != null) {
                scene.output().record(scene.records().entries(of, one, of.columns(), true));
            }
        }
        scene.output().answered();
    }

    static void disksOfSnapshot(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String snapshot = VmCommands.named(scene);
        var record = (Map<?, ?>) scene.api().call("VM.get_record", snapshot);
        DriveCommands.disks(scene.of(snapshot, record));
    }

    /** What {@code vdi-unlock} does, which takes a disk from whoever holds it. */
    static void unlock(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        if (!scene.line().isSet("force")) {
            throw CliFailure.plain("This operation is dangerous and may cause data loss. This operation must be forced"
                    + " (use --force).");
        }
        Object disk = Typed.reference("VDI", scene.line().require("uuid"), scene.api());
        scene.api().run("VDI.force_unlock", disk);
    }
}
