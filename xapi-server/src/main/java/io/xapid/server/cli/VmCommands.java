package io.xapid.server.cli;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.XenType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Making guests from templates, and taking them away with their disks. */
final class VmCommands {
    private static final String DESTROYED = "The following items are about to be destroyed";
    private static final String RESET =
            "These VMs are to be taken for halted; a guest that runs nevertheless will lose data";

    private static final long LITTLE_MEMORY_BYTES = 256L << 20;

    private VmCommands() {}

    static void resetPowerState(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        if (scene.line().isSet("force") || isWanted(scene, RESET, scene.record(), Map.of())) {
            scene.api().run("VM.power_state_reset", scene.self());
        }
    }

    static void install(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        CommandLine line = scene.line();
        String template = template(scene);
        Api api = scene.api();
        String sr = "";
        if (line.find("sr-uuid").isPresent()) {
            sr = (String) Typed.reference("SR", line.require("sr-uuid"), api);
        } else if (line.find("sr-name-label").isPresent()) {
            sr = only(scene.records().all("SR"), "name_label", line.require("sr-name-label"), "SR");
        }
        Object vm = api.run("VM.clone", template, line.require("new-name-label"));
        boolean isDone = false;
        try {
            if (!sr.isEmpty()) {
                putDisksIn(sr, vm, api);
            }
            if (line.find("copy-bios-strings-from").isPresent()) {
                api.call(
                        "VM.copy_bios_strings",
                        vm,
                        Typed.reference("host", line.require("copy-bios-strings-from"), api));
            }
            api.run("VM.provision", vm);
            isDone = true;
        } finally {
            if (!isDone) {
                api.call("VM.destroy", vm);
            }
        }
        scene.output().list(List.of((String) api.call("VM.get_uuid", vm)));
    }

    private static String template(Written.Scene scene)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        CommandLine line = scene.line();
        var templates = new LinkedHashMap<Object, Object>(scene.records().all("VM"));
        templates.values().removeIf(record -> !Boolean.TRUE.equals(((Map<?, ?>) record).get("is_a_template")));
        String uuid = line.find("template-uuid").orElse("");
        String name =
                line.find("template-name-label").or(() -> line.find("template")).orElse("");
        for (Map.Entry<Object, Object> one : templates.entrySet()) {
            String known = String.valueOf(((Map<?, ?>) one.getValue()).get("uuid"));
            if (known.equals(uuid) || known.equals(name)) {
                return one.getKey().toString();
            }
        }
        if (uuid.isEmpty() && name.isEmpty()) {
            throw CliFailure.missing("template");
        }
        return only(templates, "name_label", name, "template");
    }

    private static String only(Map<?, ?> objects, String field, String value, String what) throws CliFailure {
        var found = new ArrayList<String>();
        objects.forEach((ref, record) -> {
            if (value.equals(((Map<?, ?>) record).get(field))) {
                found.add(ref.toString());
            }
        });
        if (found.size() != 1) {
            throw CliFailure.plain((found.isEmpty() ? "No " : "More than one ") + what + " with name-label '" + value
                    + "'; choose one by uuid");
        }
        return found.get(0);
    }

    /** The template's wishes for disks are XML, in which each names its SR. */
    private static void putDisksIn(String sr, Object vm, Api api) throws ApiFailure, IOException, InterruptedException {
        var config = (Map<?, ?>) api.call("VM.get_other_config", vm);
        Object disks = config.get("disks");
        if (disks == null) {
            return;
        }
        String uuid = (String) api.call("SR.get_uuid", sr);
        String rewritten = disks.toString().replaceAll("sr=(['\"])[^'\"]*['\"]", "sr=\"" + uuid + "\"");
        api.call("VM.remove_from_other_config", vm, "disks");
        api.call("VM.add_to_other_config", vm, "disks", rewritten);
    }

    /** A VM of nothing but the least that one needs, to be furnished by other commands. */
    static void create(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        var record = new HashMap<String, Object>();
        for (Field<?, ?> field :
                scene.api().model().classNamed("VM").orElseThrow().fields()) {
            if (!field.hasDefault() && field.writer() != Field.Writer.SERVER) {
                record.put(field.wireName(), nothing(field.type()));
            }
        }
        record.put("name_label", scene.line().require("name-label"));
        record.put("name_description", scene.line().find("name-description").orElse(""));
        record.put("HVM_boot_policy", "BIOS order");
        record.put("HVM_boot_params", Map.of("order", "cd"));
        for (String limit : List.of("static_min", "dynamic_min", "dynamic_max", "static_max")) {
            record.put("memory_" + limit, LITTLE_MEMORY_BYTES);
        }
        record.put("VCPUs_max", 1L);
        record.put("VCPUs_at_startup", 1L);
        record.put("actions_after_shutdown", "destroy");
        record.put("actions_after_reboot", "restart");
        record.put("actions_after_crash", "restart");
        Object vm = scene.api().run("VM.create", record);
        scene.output().list(List.of((String) scene.api().call("VM.get_uuid", vm)));
    }

    private static Object nothing(XenType<?> type) {
        return switch (type.kind()) {
            case INT -> 0L;
            case FLOAT -> 0.0;
            case BOOL -> false;
            case REF -> Api.NULL;
            case SET -> List.of();
            case MAP -> Map.of();
            default -> "";
        };
    }

    static void uninstall(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        remove(scene, scene.self(), scene.record());
    }

    static void uninstallNamed(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String vm = named(scene);
        remove(scene, vm, (Map<?, ?>) scene.api().call("VM.get_record", vm));
    }

    static void resetPowerStateOfNamed(Written.Scene scene)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String vm = named(scene);
        resetPowerState(scene.of(vm, (Map<?, ?>) scene.api().call("VM.get_record", vm)));
    }

    /** The object is named by {@code template-uuid}, {@code snapshot-uuid} or {@code uuid}. */
    static String named(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        CommandLine line = scene.line();
        String uuid = line.find("template-uuid")
                .or(() -> line.find("snapshot-uuid"))
                .or(() -> line.find("uuid"))
                .orElse(null);
        if (uuid == null) {
            throw CliFailure.missing("uuid");
        }
        return (String) Typed.reference("VM", uuid, scene.api());
    }

    private static void remove(Written.Scene scene, String vm, Map<?, ?> record)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        var disks = new LinkedHashMap<String, Map<?, ?>>();
        for (Object vbd : Records.several(record, "VBDs")) {
            Map<?, ?> drive = scene.records().find("VBD", vbd.toString());
            if (drive != null && "Disk".equals(drive.get("type"))) {
                Map<?, ?> disk = scene.records().find("VDI", String.valueOf(drive.get("VDI")));
                if (disk != null && Records.several(disk, "VBDs").size() == 1) { // which no other guest has
                    disks.put(String.valueOf(drive.get("VDI")), disk);
                }
            }
        }
        if (!scene.line().isSet("force") && !isWanted(scene, DESTROYED, record, disks)) {
            return;
        }
        if (!"Halted".equals(record.get("power_state"))) {
            scene.api().run("VM.hard_shutdown", vm);
        }
        scene.api().run("VM.destroy", vm);
        for (String disk : disks.keySet()) {
            scene.api().run("VDI.destroy", disk);
        }
        scene.output().message("All objects destroyed");
    }

    private static boolean isWanted(Written.Scene scene, String what, Map<?, ?> record, Map<String, Map<?, ?>> disks)
            throws IOException {
        var objects = new ArrayList<String>();
        objects.add("VM : " + record.get("uuid") + " (" + record.get("name_label") + ")");
        for (Map<?, ?> disk : disks.values()) {
            objects.add("VDI: " + disk.get("uuid") + " (" + disk.get("name_label") + ")");
        }
        return Question.isWanted(scene.talk(), what, objects);
    }
}
