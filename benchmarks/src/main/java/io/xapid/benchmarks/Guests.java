package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code VM.start} of a Linux with a disk and a network interface, through the whole API until it runs, and its hard
 * shutdown, beside the very same QEMU command line run by hand in between.
 */
final class Guests implements Benchmark {
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 8;
    private static final double MOST_START_MILLIS = 40;
    private static final double MOST_STOP_MILLIS = 20;
    private static final String TEMPLATE = "Tiny Linux";

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        Path home = setup.folder().resolve("guests");
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "qemu");
                var api = daemon.login()) {
            String vm = guest(api);
            Path run = RunningDaemon.state(home)
                    .resolve("bridge/run")
                    .resolve(api.call("VM.get_uuid", vm).asText());
            try {
                return measure(setup, api, vm, run);
            } finally {
                if (!api.call("VM.get_power_state", vm).asText().equals("Halted")) {
                    api.call("VM.hard_shutdown", vm); // it would outlive the daemon
                }
            }
        }
    }

    private static List<Line> measure(Setup setup, Api api, String vm, Path run)
            throws IOException, InterruptedException {
        var starts = new ArrayList<Double>();
        var stops = new ArrayList<Double>();
        var bareStarts = new ArrayList<Double>();
        var bareStops = new ArrayList<Double>();
        for (int round = -setup.rounds(WARM_UP); round < setup.rounds(ROUNDS); round++) {
            double start = millis(api, api.request("VM.start", vm, false, false));
            requireState(api, vm, "Running");
            List<String> command = commandLine(run);
            double stop = millis(api, api.request("VM.hard_shutdown", vm));
            requireState(api, vm, "Halted");
            BareGuest.Times bare = BareGuest.run(command, setup.folder().resolve("bare-" + (round + WARM_UP)));
            if (round >= 0) {
                starts.add(start);
                stops.add(stop);
                bareStarts.add(bare.start());
                bareStops.add(bare.stop());
            }
        }
        return List.of(
                line("`VM.start` until it runs", starts, bareStarts, MOST_START_MILLIS),
                line("`VM.hard_shutdown`", stops, bareStops, MOST_STOP_MILLIS));
    }

    private static Line line(String what, List<Double> ours, List<Double> bare, double most) {
        double over = Stats.of(ours).median() - Stats.of(bare).median();
        return new Line(
                what,
                Stats.of(ours).spread("ms"),
                "QEMU by hand " + Stats.of(bare).spread("ms"),
                Stats.format(over) + " ms over it",
                "at most %.0f ms over it".formatted(most),
                Line.Verdict.of(over <= most));
    }

    private static String guest(Api api) throws IOException {
        String template = api.call("VM.get_by_name_label", TEMPLATE).path(0).asText("");
        if (template.isEmpty()) {
            throw new IOException("there is no " + TEMPLATE + "; run scripts/guest-image");
        }
        String vm = api.call("VM.clone", template, "bench").asText();
        api.call("VM.provision", vm);
        String repository = api.call(
                        "pool.get_default_SR", api.call("pool.get_all").get(0).asText())
                .asText();
        String disk = api.call(
                        "VDI.create",
                        Map.of(
                                "name_label",
                                "bench",
                                "name_description",
                                "",
                                "SR",
                                repository,
                                "virtual_size",
                                1L << 30,
                                "type",
                                "user",
                                "sharable",
                                false,
                                "read_only",
                                false,
                                "other_config",
                                Map.of()))
                .asText();
        api.call(
                "VBD.create",
                Map.of(
                        "VM",
                        vm,
                        "VDI",
                        disk,
                        "userdevice",
                        "0",
                        "bootable",
                        false,
                        "mode",
                        "RW",
                        "type",
                        "Disk",
                        "empty",
                        false,
                        "other_config",
                        Map.of(),
                        "qos_algorithm_type",
                        "",
                        "qos_algorithm_params",
                        Map.of()));
        String network = api.call(
                        "network.create",
                        Map.of("name_label", "bench", "name_description", "", "other_config", Map.of()))
                .asText();
        api.call(
                "VIF.create",
                Map.of(
                        "VM",
                        vm,
                        "network",
                        network,
                        "device",
                        "0",
                        "MAC",
                        "",
                        "MTU",
                        1500,
                        "other_config",
                        Map.of(),
                        "qos_algorithm_type",
                        "",
                        "qos_algorithm_params",
                        Map.of()));
        return vm;
    }

    private static double millis(Api api, byte[] request) throws IOException {
        long began = System.nanoTime();
        api.drain(request);
        return (System.nanoTime() - began) / 1e6;
    }

    private static void requireState(Api api, String vm, String wanted) throws IOException {
        String state = api.call("VM.get_power_state", vm).asText();
        if (!state.equals(wanted)) {
            throw new IOException("the guest is " + state + " and not " + wanted);
        }
    }

    /** Of the process that runs the guest now. */
    private static List<String> commandLine(Path run) throws IOException {
        String pid = Files.readString(run.resolve("qemu.pid")).strip();
        byte[] words = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
        return Arrays.asList(new String(words, StandardCharsets.UTF_8).split("\0"));
    }
}
