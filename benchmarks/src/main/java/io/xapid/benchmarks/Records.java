package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All records of many VMs, when they are asked for first and when they were asked for before, beside the same bytes
 * copied from memory to the socket by a bare Jetty; and a client's first sight: login and every event there is.
 */
final class Records implements Benchmark {
    private static final int MANY = 10_000;
    private static final double MOST_MILLIS = 100;
    private static final double MOST_TIMES = 2;
    private static final int ROUNDS = 20;
    private static final int COLD_ROUNDS = 3;
    private static final int WARM_UP = 8;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        var lines = new ArrayList<Line>();
        for (int vms : setup.quick() ? new int[] {1000} : new int[] {1000, MANY}) {
            Path home = setup.folder().resolve("records-" + vms);
            RunningDaemon.start(setup.daemon(), home, "simulator").close();
            Seeder.run(setup, home, vms);
            lines.addAll(measure(setup, home, vms));
        }
        return lines;
    }

    private static List<Line> measure(Setup setup, Path home, int vms) throws IOException, InterruptedException {
        var ready = new ArrayList<Double>();
        var everything = new ArrayList<Double>();
        var coldXml = new ArrayList<Double>();
        var coldJson = new ArrayList<Double>();
        for (int round = 0; round < setup.rounds(COLD_ROUNDS); round++) {
            try (var daemon = RunningDaemon.start(setup.daemon(), home, "simulator")) {
                ready.add(daemon.readyMillis() / 1e3);
                everything.add(firstSight(daemon));
            }
            coldXml.add(coldMillis(setup, home, true));
            coldJson.add(coldMillis(setup, home, false));
        }
        String of = "%,d VMs".formatted(vms);
        var lines = new ArrayList<Line>();
        lines.add(Line.plain("start with " + of, Stats.of(ready).spread("s")));
        lines.add(Line.plain(
                "login and `event.from` of everything, " + of + ", just started",
                Stats.of(everything).spread("ms")));
        lines.add(warm(setup, home, vms, true, Stats.of(coldXml)));
        lines.add(warm(setup, home, vms, false, Stats.of(coldJson)));
        return lines;
    }

    private static double firstSight(RunningDaemon daemon) throws IOException {
        long began = System.nanoTime();
        try (var api = daemon.login()) {
            byte[] from = HttpMessages.xml(
                    "event.from",
                    HttpMessages.xmlText(api.session()),
                    "<value><array><data><value>*</value></data></array></value>",
                    HttpMessages.xmlText(""),
                    "<value><double>30.0</double></value>");
            api.drain(from);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static double coldMillis(Setup setup, Path home, boolean xml) throws IOException, InterruptedException {
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "simulator");
                var api = daemon.login()) {
            return millis(api, request(api, xml));
        }
    }

    private static Line warm(Setup setup, Path home, int vms, boolean xml, Stats cold)
            throws IOException, InterruptedException {
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "simulator");
                var api = daemon.login()) {
            byte[] request = request(api, xml);
            byte[] answer = api.exchange(request);
            Path body = Files.write(home.resolve("body"), answer);
            try (var jetty = BareServer.jetty(setup, home, body);
                    var beside = new HttpConnection(jetty.port())) {
                byte[] get = HttpMessages.get("/");
                var ours = new ArrayList<Double>();
                var copied = new ArrayList<Double>();
                for (int round = -setup.rounds(WARM_UP); round < setup.rounds(ROUNDS); round++) {
                    double mine = millis(api, request);
                    long began = System.nanoTime();
                    beside.drain(get);
                    if (round >= 0) {
                        ours.add(mine);
                        copied.add((System.nanoTime() - began) / 1e6);
                    }
                }
                return line(vms, xml, answer.length, cold, Stats.of(ours), Stats.of(copied));
            }
        }
    }

    private static Line line(int vms, boolean xml, int bytes, Stats cold, Stats ours, Stats copied) {
        double times = ours.median() / copied.median();
        boolean many = vms == MANY;
        boolean met = times <= MOST_TIMES && (!many || ours.median() < MOST_MILLIS);
        return new Line(
                "`VM.get_all_records` of %,d VMs, %s, %s MB"
                        .formatted(vms, xml ? "XML-RPC" : "JSON-RPC", Stats.format(bytes / 1e6)),
                ours.spread("ms") + "; first call of a new daemon " + cold.spread("ms"),
                "copied and sent by a bare Jetty in " + copied.spread("ms"),
                Stats.format(times) + " times",
                many ? "within 2 times, under 100 ms" : "within 2 times",
                Line.Verdict.of(met));
    }

    private static byte[] request(Api api, boolean xml) throws IOException {
        return xml
                ? HttpMessages.xml("VM.get_all_records", HttpMessages.xmlText(api.session()))
                : api.request("VM.get_all_records");
    }

    private static double millis(Api api, byte[] request) throws IOException {
        long began = System.nanoTime();
        api.drain(request);
        return (System.nanoTime() - began) / 1e6;
    }
}
