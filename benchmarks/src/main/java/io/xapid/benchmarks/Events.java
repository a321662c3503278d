package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the request of a change to the answer in the hands of those who wait in {@code event.from}: a thousand who all
 * want to know, and a thousand of whom one does. Beside them a bare Jetty that lets go of a thousand requests at once.
 */
final class Events implements Benchmark {
    private static final int SUBSCRIBERS = 1000;
    private static final int TURNS = 3;
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 15; // in each turn, since its clients are new
    private static final int FIRST_WARM_UP = 60;
    private static final double MOST_MILLIS = 10;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        Path home = setup.folder().resolve("events");
        RunningDaemon.start(setup.daemon(), home, "simulator").close();
        Seeder.run(setup, home, SUBSCRIBERS);
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "simulator");
                var api = daemon.login()) {
            Path body = Files.write(home.resolve("body"), new byte[eventBytes(api)]);
            try (var jetty = BareJetty.start(setup, home, body)) {
                var all = new Side(daemon.process());
                var bare = new Side(jetty.process());
                var one = new Side(daemon.process());
                Subscribers.run(setup, toAll(setup, daemon).warmUp(setup.rounds(FIRST_WARM_UP)));
                Subscribers.run(setup, bare(setup, jetty).warmUp(setup.rounds(FIRST_WARM_UP)));
                for (int turn = 0; turn < setup.rounds(TURNS); turn++) {
                    all.measure(setup, toAll(setup, daemon));
                    bare.measure(setup, bare(setup, jetty));
                    one.measure(setup, toOne(setup, daemon));
                }
                return List.of(
                        line("every one of 1,000 subscribers told of a change", all, bare),
                        Line.beside(
                                "CPU of the server for each who is told, asking again included",
                                Stats.format(all.microsEach()) + " us",
                                "bare Jetty " + Stats.format(bare.microsEach()) + " us",
                                Stats.format(all.microsEach() / bare.microsEach()) + " times"),
                        line("one of 1,000 subscribers told of its own VM's change", one, null));
            }
        }
    }

    /** What came of one kind of turn. */
    private static final class Side {
        private final ChildProcess server;
        private final Subscribers.Outcome outcome = new Subscribers.Outcome(new ArrayList<>(), new ArrayList<>());
        private double micros;
        private long told;

        Side(ChildProcess server) {
            this.server = server;
        }

        void measure(Setup setup, Subscribers.Script script) throws IOException, InterruptedException {
            double before = server.cpuMicros();
            outcome.add(Subscribers.run(setup, script));
            micros += server.cpuMicros() - before;
            told += (long) script.concerned() * (script.rounds() + script.warmUp());
        }

        double microsEach() {
            return micros / told;
        }
    }

    private static Line line(String what, Side ours, @Nullable Side bare) {
        Stats latency = Stats.of(ours.outcome.latencies());
        String acknowledged = Stats.format(Stats.of(ours.outcome.acknowledged()).median());
        double late = latency.at(0.99);
        Stats beside = bare == null ? null : Stats.of(bare.outcome.latencies());
        return new Line(
                what,
                text(latency) + "; the change itself is acknowledged after " + acknowledged + " ms",
                beside == null ? "" : "a bare Jetty sends 1,000 such answers: " + text(beside),
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

    private static Subscribers.Script toAll(Setup setup, RunningDaemon daemon) throws IOException {
        try (var api = daemon.login()) {
            return script(setup, daemon, api, Collections.nCopies(SUBSCRIBERS, "VM"), SUBSCRIBERS);
        }
    }

    private static Subscribers.Script toOne(Setup setup, RunningDaemon daemon) throws IOException {
        try (var api = daemon.login()) {
            String[] wanted = new String[SUBSCRIBERS];
            JsonNode vms = api.call("VM.get_all");
            String changed = "VM/" + Seeder.firstVm(api);
            Arrays.setAll(wanted, i -> "VM/" + vms.get(i).asText());
            if (!List.of(wanted).contains(changed)) {
                wanted[0] = changed;
            }
            return script(setup, daemon, api, List.of(wanted), 1);
        }
    }

    private static Subscribers.Script script(
            Setup setup, RunningDaemon daemon, Api api, List<String> wanted, int concerned) throws IOException {
        String token =
                api.call("event.from", List.of("VM"), "", 1.0).get("token").asText();
        String change = new String(
                HttpMessages.xml(
                        "VM.set_name_description",
                        HttpMessages.xmlText(api.session()),
                        HttpMessages.xmlText(Seeder.firstVm(api)),
                        HttpMessages.xmlText("%ROUND%")),
                UTF_8);
        return new Subscribers.Script(
                daemon.port(),
                wanted.stream()
                        .map(what -> List.of(wait(api, what, token).split(token)))
                        .toList(),
                token,
                change,
                concerned,
                setup.rounds(ROUNDS),
                setup.rounds(WARM_UP));
    }

    private static String wait(Api api, String what, String token) {
        return new String(
                HttpMessages.xml(
                        "event.from",
                        HttpMessages.xmlText(api.session()),
                        "<value><array><data>" + HttpMessages.xmlText(what) + "</data></array></value>",
                        HttpMessages.xmlText(token),
                        "<value><double>60.0</double></value>"),
                UTF_8);
    }

    private static Subscribers.Script bare(Setup setup, BareJetty jetty) {
        String park = new String(HttpMessages.get("/park"), UTF_8);
        return new Subscribers.Script(
                jetty.port(),
                Collections.nCopies(SUBSCRIBERS, List.of(park)),
                "",
                new String(HttpMessages.get("/release"), UTF_8),
                SUBSCRIBERS,
                setup.rounds(ROUNDS),
                setup.rounds(WARM_UP));
    }

    /** How large an answer with the event of one VM is. */
    private static int eventBytes(Api api) throws IOException {
        byte[] request = HttpMessages.xml(
                "event.from",
                HttpMessages.xmlText(api.session()),
                "<value><array><data>" + HttpMessages.xmlText("VM/" + Seeder.firstVm(api)) + "</data></array></value>",
                HttpMessages.xmlText(""),
                "<value><double>1.0</double></value>");
        return api.exchange(request).length;
    }
}
