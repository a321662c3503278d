package io.xapid.server.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What concerns the drives of one guest, and the discs for them. */
final class DriveCommands {
    private static final String DRIVE_COLUMNS = "uuid,vm-name-label,userdevice";

    private DriveCommands() {}

    static void disks(Written.Scene scene) throws ApiFailure, IOException, InterruptedException {
        list(scene, "Disk", "Disk", DRIVE_COLUMNS);
    }

    static void discs(Written.Scene scene) throws ApiFailure, IOException, InterruptedException {
        list(scene, "CD", "CD", DRIVE_COLUMNS + ",empty");
    }

    private static void list(Written.Scene scene, String type, String title, String columns)
            throws ApiFailure, IOException, InterruptedException {
        int number = 0;
        for (Map<?, ?> drive : drives(scene, type).values()) {
            scene.output().message(title + " " + number + " VBD:");
            scene.output()
                    .record(scene.records()
                            .entries(of(scene, "vbd"), drive, columns(scene, "vbd-params", columns), false));
            Map<?, ?> disk = scene.records().find("VDI", String.valueOf(drive.get("VDI")));
            if (disk != null) {
                scene.output().message(title + " " + number + " VDI:");
                scene.output()
                        .record(scene.records()
                                .entries(
                                        of(scene, "vdi"),
                                        disk,
                                        columns(scene, "vdi-params", "uuid,name-label,virtual-size,sr-name-label"),
                                        false));
            }
            number++;
        }
        scene.output().answered();
    }

    private static CliClass of(Written.Scene scene, String name) {
        return Objects.requireNonNull(scene.catalogue().classes().get(name));
    }

    private static Set<String> columns(Written.Scene scene, String parameter, String otherwise) {
        return new LinkedHashSet<>(
                Arrays.asList(scene.line().find(parameter).orElse(otherwise).split(",")));
    }

    /** The guest's drives of that type, by reference. */
    static Map<String, Map<?, ?>> drives(Written.Scene scene, String type)
            throws ApiFailure, IOException, InterruptedException {
        var found = new LinkedHashMap<String, Map<?, ?>>();
        for (Object reference : Records.several(scene.record(), "VBDs")) {
            Map<?, ?> drive = scene.records().find("VBD", String.valueOf(reference));
            if (drive != null && type.equals(drive.get("type"))) {
                found.put(String.valueOf(reference), drive);
            }
        }
        return found;
    }

    static void allDiscs(Written.Scene scene) throws ApiFailure, IOException, InterruptedException {
        for (Map<?, ?> disc : discsThereAre(scene).values()) {
            scene.output()
                    .record(List.of(
                            new Output.Entry("name-label ( RO)", String.valueOf(disc.get("name_label"))),
                            new Output.Entry("uuid ( RO)", String.valueOf(disc.get("uuid")))));
        }
        scene.output().answered();
    }

    private static Map<String, Map<?, ?>> discsThereAre(Written.Scene scene)
            throws ApiFailure, IOException, InterruptedException {
        var found = new LinkedHashMap<String, Map<?, ?>>();
        for (Map.Entry<?, ?> one : scene.records().all("VDI").entrySet()) {
            var disc = (Map<?, ?>) one.getValue();
            Map<?, ?> library = scene.records().find("SR", String.valueOf(disc.get("SR")));
            if (library != null && "iso".equals(library.get("content_type"))) {
                found.put(String.valueOf(one.getKey()), disc);
            }
        }
        return found;
    }

    static void eject(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        scene.api().run("VBD.eject", only(scene, false));
    }

    static void insert(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String disc = disc(scene);
        scene.api().run("VBD.insert", only(scene, true), disc);
    }

    /** The disc that {@code cd-name} names. */
    static String disc(Written.Scene scene) throws ApiFailure, CliFailure, IOException, InterruptedException {
        String wanted = scene.line().require("cd-name");
        for (Map.Entry<String, Map<?, ?>> disc : discsThereAre(scene).entrySet()) {
            if (Selection.isNamed(disc.getValue(), wanted)) {
                return disc.getKey();
            }
        }
        throw CliFailure.plain("No CD called '" + wanted + "'; 'xe cd-list' lists what there is");
    }

    private static String only(Written.Scene scene, boolean isEmpty)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        Map<String, Map<?, ?>> drives = drives(scene, "CD");
        drives.values().removeIf(drive -> !Boolean.valueOf(isEmpty).equals(drive.get("empty")));
        if (drives.size() != 1) {
            throw CliFailure.plain("The VM has " + (drives.isEmpty() ? "no" : "more than one") + " CD drive "
                    + (isEmpty ? "that is empty" : "with a CD in it") + "; 'xe vm-cd-list' lists its drives");
        }
        return drives.keySet().iterator().next();
    }
}
