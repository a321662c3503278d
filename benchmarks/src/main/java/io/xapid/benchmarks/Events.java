package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the request of a change to the answer in the hands of those who wait in {@code event.from}: a thousand who all
 * want to know, and a thousand of whom one does. Beside them a bare Jetty, and bare sockets, that give the same bytes to a
 * thousand at once.
 */
final class Events implements Benchmark {
    private static final int TURNS = 3;
    private static final int FIRST_WARM_UP = 60;
    private static final double MOST_MILLIS = 10;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        Path home = setup.folder().resolve("events");
        RunningDaemon.start(setup.daemon(), home, "simulator").close();
        Seeder.run(setup, home, EventScripts.SUBSCRIBERS);
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "simulator");
                var api = daemon.login()) {
            try (var xmlJetty = BareServer.jetty(setup, home, answer(home, api, EventForm.XML));
                    var xmlSockets = BareServer.sockets(setup, home, answer(home, api, EventForm.XML));
                    var jsonSockets = BareServer.sockets(setup, home, answer(home, api, EventForm.JSON))) {
                var scripts = new EventScripts(setup, daemon);
                var xml = new Side(daemon.process(), () -> scripts.toAll(EventForm.XML));
                var json = new Side(daemon.process(), () -> scripts.toAll(EventForm.JSON));
                var one = new Side(daemon.process(), scripts::toOne);
                var jetty = new Side(xmlJetty.process(), () -> scripts.bare(xmlJetty));
                var sockets = new Side(xmlSockets.process(), () -> scripts.bare(xmlSockets));
                var small = new Side(jsonSockets.process(), () -> scripts.bare(jsonSockets));
                for (Side side : List.of(xml, json, jetty, sockets, small)) {
                    Subscribers.run(setup, side.script.get().warmUp(setup.rounds(FIRST_WARM_UP)));
                }
                for (int turn = 0; turn < setup.rounds(TURNS); turn++) {
                    for (Side side : List.of(xml, jetty, sockets, json, small, one)) {
                        side.measure(setup);
                    }
                }
                return List.of(
                        line("one of 1,000 subscribers told of its own VM's change", one, null, ""),
                        line("every one of 1,000 told of a change, XML-RPC", xml, sockets, "bare sockets"),
                        line("the same", xml, jetty, "a bare Jetty"),
                        line("every one of 1,000 told of a change, JSON-RPC", json, small, "bare sockets"),
                        Line.beside(
                                "CPU of the server for each who is told by XML-RPC, asking again included",
                                Stats.format(xml.microsEach()) + " us",
                                "bare Jetty " + Stats.format(jetty.microsEach()) + " us",
                                Stats.format(xml.microsEach() / jetty.microsEach()) + " times"));
            }
        }
    }

    /** What came of one kind of turn. */
    private static final class Side {
        private final ChildProcess server;
        private final EventScripts.Source script;
        private final Subscribers.Outcome outcome = new Subscribers.Outcome(new ArrayList<>(), new ArrayList<>());
        private double micros;
        private long told;

        Side(ChildProcess server, EventScripts.Source script) {
            this.server = server;
            this.script = script;
        }

        void measure(Setup setup) throws IOException, InterruptedException {
            double before = server.cpuMicros();
            Subscribers.Script whole = script.get();
            outcome.add(Subscribers.run(setup, whole));
            micros += server.cpuMicros() - before;
            told += (long) whole.concerned() * (whole.rounds() + whole.warmUp());
        }

        double microsEach() {
            return micros / told;
        }
    }

    private static Line line(String what, Side ours, @Nullable Side bare, String name) {
        Stats latency = Stats.of(ours.outcome.latencies());
        String acknowledged = Stats.format(Stats.of(ours.outcome.acknowledged()).median());
        double late = latency.at(0.99);
        Stats beside = bare == null ? null : Stats.of(bare.outcome.latencies());
        return new Line(
                what,
                text(latency) + "; the change itself is acknowledged after " + acknowledged + " ms",
                beside == null ? "" : name + " sending 1,000 such answers: " + text(beside),
                beside == null
                        ? ""
                        : "p50 %s, p99 %s times"
                                .formatted(
                                        Stats.format(latency.median() / beside.median()),
                                        Stats.format(late / beside.at(0.99))),
                "p99 under 10 ms",
                Line.Verdict.of(late < MOST_MILLIS));
    }

    private static String text(Stats millis) {
        return "p50 %s, p99 %s, at most %s ms"
                .formatted(Stats.format(millis.median()), Stats.format(millis.at(0.99)), Stats.format(millis.most()));
    }

    /** A file with as many bytes as an answer with the event of one VM has. */
    private static Path answer(Path home, Api api, EventForm form) throws IOException {
        byte[] request = form.wait(api, "VM/" + Seeder.firstVm(api), "", 1).getBytes(UTF_8);
        return Files.write(home.resolve("answer-" + form), new byte[api.exchange(request).length]);
    }
}
