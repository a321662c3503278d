package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.StateFile;
import io.xapid.hypervisor.VmId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Times what the bridge does with one PVH guest beside {@code xl} doing the same, by turns in one run, in the control domain
 * of a Xen host. Prints the medians in milliseconds as a table.
 *
 * <p>Usage: {@code XlComparison ROUNDS}.
 */
final class XlComparison {
    private static final Path KIT = Path.of("/var/lib/xapid-lab/guest");

    private final Path folder;
    private final Hypervisor hypervisor;
    private final XenRig rig;
    private final Map<String, List<Double>> ours = new LinkedHashMap<>();
    private final Map<String, List<Double>> theirs = new LinkedHashMap<>();

    private XlComparison(Path folder, XenRig rig) {
        this.folder = folder;
        this.rig = rig;
        this.hypervisor = rig.open();
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("xl-comparison-");
        var rig = new XenRig("pvh");
        try {
            var comparison = new XlComparison(folder, rig);
            for (int round = -1; round < rounds; round++) { // the first is to warm up
                comparison.xl();
                comparison.xapid();
                if (round < 0) {
                    comparison.ours.clear();
                    comparison.theirs.clear();
                }
            }
            comparison.tell();
        } finally {
            rig.close();
            try (var left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private interface Deed {
        void done() throws IOException, InterruptedException;
    }

    private static void time(Map<String, List<Double>> into, String what, Deed deed)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        deed.done();
        double took = (System.nanoTime() - began) / 1e6;
        into.computeIfAbsent(what, unknown -> new ArrayList<>()).add(took);
    }

    private void xapid() throws IOException, InterruptedException {
        var vm = new VmId(UUID.randomUUID());
        DomainSpec spec = rig.guest(vm);
        Path saved = folder.resolve("saved-by-xapid");
        time(ours, "create", () -> {
            hypervisor.create(spec);
            hypervisor.build(vm);
            hypervisor.unpause(vm);
        });
        awaitGuest(() -> hypervisor.guestReportOf(vm).isPresent());
        time(ours, "pause", () -> hypervisor.pause(vm));
        time(ours, "unpause", () -> hypervisor.unpause(vm));
        time(ours, "save", () -> {
            try (var to = StateFile.toSaveInto(saved, 0)) {
                hypervisor.suspend(vm, to);
            }
            hypervisor.destroy(vm);
        });
        time(ours, "restore", () -> {
            hypervisor.create(spec);
            try (var from = StateFile.toRestoreFrom(saved, 0)) {
                hypervisor.restore(vm, from);
            }
            hypervisor.unpause(vm);
        });
        Files.delete(saved);
        time(ours, "destroy", () -> hypervisor.destroy(vm));
    }

    private void xl() throws IOException, InterruptedException {
        Path saved = folder.resolve("saved-by-xl");
        Path config = folder.resolve("guest.cfg");
        Files.writeString(config, """
                type = "pvh"
                name = "beside"
                memory = 128
                vcpus = 1
                kernel = "%s"
                ramdisk = "%s"
                cmdline = "quiet mitigations=off console=hvc0"
                """.formatted(KIT.resolve("vmlinuz"), KIT.resolve("initramfs.gz")));
        time(theirs, "create", () -> run("xl", "create", "-q", config.toString()));
        awaitGuest(() -> answers("beside"));
        time(theirs, "pause", () -> run("xl", "pause", "beside"));
        time(theirs, "unpause", () -> run("xl", "unpause", "beside"));
        time(theirs, "save", () -> run("xl", "save", "beside", saved.toString()));
        time(theirs, "restore", () -> run("xl", "restore", saved.toString()));
        Files.delete(saved);
        Files.delete(config);
        time(theirs, "destroy", () -> run("xl", "destroy", "beside"));
    }

    private static boolean answers(String name) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "xenstore-exists /local/domain/$(xl domid " + name + ")/data/updated")
                        .start()
                        .waitFor()
                == 0;
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void awaitGuest(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + 240_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("the guest does not report");
            }
            Thread.sleep(500);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    private void tell() {
        System.out.println("| what | xl ms | xapid ms | ratio | aim (1.1 x + 50) |");
        System.out.println("| --- | --- | --- | --- | --- |");
        theirs.forEach((what, times) -> {
            double xl = median(times);
            double xapid = median(ours.getOrDefault(what, List.of()));
            System.out.printf(
                    "| %s | %.0f | %.0f | %.2f | %s |%n",
                    what, xl, xapid, xapid / xl, xapid <= 1.1 * xl + 50 ? "met" : "missed");
        });
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
