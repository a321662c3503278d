package io.xapid.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many small calls a second one CPU answers over 1 and over 64 connections, and the CPU that each takes: beside the
 * same answer sent from memory by a bare Jetty, and by nginx. Servers share one CPU in turns, the generator has another.
 */
final class SmallCalls implements Benchmark {
    private static final int SERVER_CPU = 0;
    private static final int GENERATOR_CPU = 1;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 2;
    private static final double WARM_UP_SECONDS = 10; // with both CPUs, since compiling takes most of it
    private static final double MOST_MICROS = 15;
    private static final double LEAST_SHARE_OF_NGINX = 0.4;

    /** Who is asked. */
    private record Target(String name, ChildProcess process, int port, ByteBuffer request) {
        Target(String name, ChildProcess process, int port, byte[] request) {
            this(name, process, port, ByteBuffer.wrap(request));
        }
    }

    private record Figures(List<Double> rates, List<Double> micros, List<Double> generator) {
        Figures() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        Path home = setup.folder().resolve("small");
        RunningDaemon.start(setup.daemon(), home, "simulator").close();
        Seeder.run(setup, home, 100);
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "simulator");
                var api = daemon.login()) {
            String vm = Seeder.firstVm(api);
            byte[] xml = HttpMessages.xml(
                    "VM.get_power_state", HttpMessages.xmlText(api.session()), HttpMessages.xmlText(vm));
            byte[] answer = api.exchange(xml);
            if (!new String(answer, StandardCharsets.UTF_8).contains("Halted")) {
                throw new IOException("unexpected: " + new String(answer, StandardCharsets.UTF_8));
            }
            Path body = Files.write(home.resolve("body"), answer);
            try (var jetty = BareServer.jetty(setup, home, body);
                    var nginx = new Nginx(home, answer)) {
                return measure(
                        setup,
                        List.of(
                                new Target("xml", daemon.process(), daemon.port(), xml),
                                new Target(
                                        "json", daemon.process(), daemon.port(), api.request("VM.get_power_state", vm)),
                                new Target("jetty", jetty.process(), jetty.port(), HttpMessages.get("/")),
                                new Target("nginx", nginx.process, nginx.port, HttpMessages.get("/"))));
            }
        }
    }

    private static List<Line> measure(Setup setup, List<Target> targets) throws IOException, InterruptedException {
        for (Target target : targets) {
            ask(setup, target, 64, setup.seconds(WARM_UP_SECONDS));
        }
        for (Target target : targets) {
            target.process().pin(SERVER_CPU);
        }
        var lines = new ArrayList<Line>();
        for (int connections : new int[] {1, 64}) {
            Map<String, Figures> figures = new LinkedHashMap<>();
            targets.forEach(target -> figures.put(target.name(), new Figures()));
            for (int round = 0; round < setup.rounds(ROUNDS); round++) {
                for (Target target : targets) {
                    double before = target.process().cpuMicros();
                    LoadGenerator.Outcome outcome = ask(setup, target, connections, setup.seconds(SECONDS));
                    double micros = target.process().cpuMicros() - before;
                    Figures of = of(figures, target.name());
                    of.rates().add(outcome.rate());
                    of.micros().add(micros / outcome.allAnswers());
                    of.generator().add(outcome.generatorShare());
                }
            }
            lines.addAll(lines(connections, figures));
        }
        return lines;
    }

    private static LoadGenerator.Outcome ask(Setup setup, Target target, int connections, double seconds)
            throws IOException, InterruptedException {
        return LoadGenerator.run(
                setup,
                GENERATOR_CPU,
                target.port(),
                connections,
                seconds,
                target.request().array());
    }

    private static List<Line> lines(int connections, Map<String, Figures> figures) {
        String over = connections == 1 ? ", 1 connection" : ", %d connections".formatted(connections);
        double xml = rate(figures, "xml");
        double ofNginx = xml / rate(figures, "nginx");
        boolean counts = connections > 1;
        return List.of(
                new Line(
                        "`VM.get_power_state` over XML-RPC" + over,
                        text(figures, "xml"),
                        "nginx " + text(figures, "nginx"),
                        Stats.format(ofNginx) + " of nginx's rate",
                        counts ? "0.4 of nginx's rate" : "",
                        counts ? Line.Verdict.of(ofNginx >= LEAST_SHARE_OF_NGINX) : Line.Verdict.NO_AIM),
                new Line(
                        "CPU of the same",
                        Stats.of(of(figures, "xml").micros()).spread("us"),
                        "bare Jetty " + text(figures, "jetty"),
                        Stats.format(xml / rate(figures, "jetty")) + " of Jetty's rate",
                        counts ? "at most 15 us" : "",
                        counts
                                ? Line.Verdict.of(
                                        Stats.of(of(figures, "xml").micros()).median() <= MOST_MICROS)
                                : Line.Verdict.NO_AIM),
                Line.beside(
                        "the same over JSON-RPC" + over,
                        text(figures, "json"),
                        "nginx " + text(figures, "nginx"),
                        Stats.format(rate(figures, "json") / rate(figures, "nginx")) + " of nginx's rate"));
    }

    private static Figures of(Map<String, Figures> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    private static double rate(Map<String, Figures> figures, String name) {
        return Stats.of(of(figures, name).rates()).median();
    }

    private static String text(Map<String, Figures> figures, String name) {
        Figures of = of(figures, name);
        return "%s/s, %s us of CPU, generator %.0f %% busy"
                .formatted(
                        Stats.format(rate(figures, name)),
                        Stats.format(Stats.of(of.micros()).median()),
                        100 * Stats.of(of.generator()).median());
    }

    /** One nginx worker that answers everything with the same bytes. */
    private static final class Nginx implements AutoCloseable {
        final ChildProcess process;
        final int port;

        Nginx(Path home, byte[] body) throws IOException, InterruptedException {
            try (var free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            Path folder = Files.createDirectories(home.resolve("nginx"));
            Path pid = folder.resolve("pid");
            Files.writeString(folder.resolve("conf"), """
                    daemon off;
                    master_process off;
                    worker_processes 1;
                    pid %1$s;
                    error_log stderr;
                    events { worker_connections 2048; }
                    http {
                      access_log off;
                      server_tokens off;
                      keepalive_requests 1000000000;
                      client_body_temp_path %2$s/body;
                      proxy_temp_path %2$s/proxy;
                      fastcgi_temp_path %2$s/fastcgi;
                      uwsgi_temp_path %2$s/uwsgi;
                      scgi_temp_path %2$s/scgi;
                      server {
                        listen 127.0.0.1:%3$d;
                        default_type text/xml;
                        location / { return 200 '%4$s'; }
                      }
                    }
                    """.formatted(
                            pid, folder, port, new String(body, StandardCharsets.UTF_8).replace("'", "\\'")));
            List<String> command = List.of(
                    "nginx",
                    "-p",
                    folder.toString(),
                    "-c",
                    folder.resolve("conf").toString());
            process = ChildProcess.start(command, folder.resolve("log"));
            process.await(pid);
        }

        @Override
        public void close() throws IOException {
            process.close();
        }
    }
}
