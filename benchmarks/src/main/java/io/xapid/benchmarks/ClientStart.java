package io.xapid.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From exec of {@code xe} to the first byte that it prints, beside curl asking for a page and a Python script that holds
 * the same conversation. The daemon is warm, and its guests are made up.
 */
final class ClientStart implements Benchmark {
    private static final int ROUNDS = 41;
    private static final int THROWN_AWAY = 10;
    private static final double MOST_MILLIS = 100;
    private static final double MOST_MILLIS_WITH_AOT = 60;

    /** What of the protocol {@code help} takes. */
    private static final String PYTHON = """
            import socket, struct, sys
            s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
            body = b"help\\nusername=root\\npassword=null"
            s.sendall(b"POST /cli HTTP/1.0\\r\\ncontent-length: %d\\r\\n\\r\\n" % len(body) + body)
            f = s.makefile("rb")
            s.sendall(f.read(35))
            while True:
                message = f.read(struct.unpack("<I", f.read(4))[0])
                tag, value = struct.unpack("<II", message[4:12])
                if tag == 4:
                    sys.exit(value)
                sys.stdout.buffer.write(message[12:] + b"\\n")
                sys.stdout.flush()
            """;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("xapid.home"));
        try (var daemon = RunningDaemon.start(setup.daemon(), setup.folder().resolve("clients"), "simulator")) {
            String port = String.valueOf(daemon.port());
            Path passwords = Files.writeString(
                    setup.folder().resolve("passwords"),
                    "root\n"
                            + Files.readString(
                                    RunningDaemon.state(setup.folder().resolve("clients"))
                                            .resolve("root-password")));
            List<String> xe = List.of("sh", home.resolve("scripts/package.d/xe").toString());
            var help = join(xe, List.of("-s", "127.0.0.1", "-p", port, "help"));
            var list = join(xe, List.of("-s", "127.0.0.1", "-p", port, "-pwf", passwords.toString(), "host-list"));
            List<Kind> kinds = kinds(setup, home, xe);
            var curl = new ArrayList<Double>();
            var python = new ArrayList<Double>();
            for (int round = -THROWN_AWAY; round < setup.rounds(ROUNDS); round++) {
                double one = firstByte(List.of("curl", "-s", "http://127.0.0.1:" + port + "/"), Map.of());
                double other = firstByte(List.of("/usr/bin/python3", "-c", PYTHON, port), Map.of());
                for (Kind kind : kinds) {
                    double ours = firstByte(help, kind.environment());
                    double ourList = firstByte(list, kind.environment());
                    if (round >= 0) {
                        kind.help().add(ours);
                        kind.list().add(ourList);
                    }
                }
                if (round >= 0) {
                    curl.add(one);
                    python.add(other);
                }
            }
            return lines(kinds, Stats.of(curl), Stats.of(python));
        }
    }

    /** A Java that runs the client, and what came out with it. */
    private record Kind(
            String name, boolean hasAot, Map<String, String> environment, List<Double> help, List<Double> list) {}

    private static List<Kind> kinds(Setup setup, Path home, List<String> xe) throws IOException, InterruptedException {
        var javas = new LinkedHashMap<String, String>();
        javas.put(System.getProperty("java.home"), "this");
        String other = System.getenv("XAPID_BENCH_OTHER_JAVA");
        if (other != null) {
            javas.put(other, "other");
        }
        var kinds = new ArrayList<Kind>();
        for (Map.Entry<String, String> java : javas.entrySet()) {
            Path cache = Files.createDirectories(setup.folder().resolve("kept-" + java.getValue()));
            Map<String, String> environment = Map.of(
                    "JAVA_HOME", java.getKey(),
                    "XAPID_HOME", home.resolve("xe/target/quick").toString(),
                    "XAPID_CACHE", cache.toString());
            var builder = new ProcessBuilder(join(xe, List.of("--keep-classes"))).inheritIO();
            builder.environment().putAll(environment);
            if (builder.start().waitFor() != 0) {
                throw new IOException("xe keeps no classes with " + java.getKey());
            }
            boolean hasAot = Files.exists(cache.resolve("xe.aot"));
            String version = ChildProcess.output(List.of(java.getKey() + "/bin/java", "--version"))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceAll("[^0-9]*([0-9]+).*", "$1");
            kinds.add(new Kind(
                    "Java " + version + (hasAot ? ", AOT cache" : ", class archive"),
                    hasAot,
                    environment,
                    new ArrayList<>(),
                    new ArrayList<>()));
        }
        return kinds;
    }

    private static List<Line> lines(List<Kind> kinds, Stats curl, Stats python) {
        var lines = new ArrayList<Line>();
        for (Kind kind : kinds) {
            Stats ours = Stats.of(kind.help());
            double most = kind.hasAot() ? MOST_MILLIS_WITH_AOT : MOST_MILLIS;
            lines.add(new Line(
                    "`xe help`, first byte, " + kind.name(),
                    ours.spread("ms"),
                    "Python " + python.spread("ms") + ", curl " + curl.spread("ms"),
                    Stats.format(ours.median() / python.median()) + " times Python, "
                            + Stats.format(ours.median() / curl.median()) + " times curl",
                    "under " + Stats.format(most) + " ms",
                    Line.Verdict.of(ours.median() < most)));
            lines.add(Line.plain(
                    "`xe host-list`, with its login, the same",
                    Stats.of(kind.list()).spread("ms")));
        }
        return lines;
    }

    /** Milliseconds until it prints. */
    private static double firstByte(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Process process = builder.start();
        try (var out = process.getInputStream()) {
            int first = out.read();
            double millis = (System.nanoTime() - began) / 1e6;
            String rest = new String(out.readAllBytes(), UTF_8);
            if (process.waitFor() != 0 || first < 0) {
                throw new IOException(command.get(0) + " failed: " + rest);
            }
            return millis;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> join(List<String> words, List<String> more) {
        var all = new ArrayList<>(words);
        all.addAll(more);
        return all;
    }
}
