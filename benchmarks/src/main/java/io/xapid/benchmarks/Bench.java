package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs benchmarks and prints one table. {@code scripts/bench} starts it. */
public final class Bench {
    private static final Map<String, Benchmark> ALL = all();

    private Bench() {}

    /**
     * Names of benchmarks, or none for all; {@code --quick} to see only whether they work; then {@code --} and the
     * command that starts the daemon.
     */
    public static void main(String[] arguments) throws Exception {
        int split = Arrays.asList(arguments).indexOf("--");
        if (split < 0) {
            throw new IllegalArgumentException("the daemon's command is missing; use scripts/bench");
        }
        var words = new ArrayList<>(Arrays.asList(arguments).subList(0, split));
        boolean quick = words.remove("--quick");
        for (String word : words) {
            if (!ALL.containsKey(word)) {
                System.err.println("there is no benchmark " + word + "; there are " + String.join(" ", ALL.keySet()));
                System.exit(2);
            }
        }
        Path folder = Files.createTempDirectory("xapid-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(Bench::endAll)); // also on Ctrl-C
        try {
            var setup = new Setup(Arrays.asList(arguments).subList(split + 1, arguments.length), folder, quick);
            print(run(setup, words.isEmpty() ? List.copyOf(ALL.keySet()) : words));
        } finally {
            remove(folder);
        }
    }

    private static Map<String, Benchmark> all() {
        var all = new LinkedHashMap<String, Benchmark>();
        all.put("start-up", new StartUp());
        all.put("small-calls", new SmallCalls());
        all.put("records", new Records());
        all.put("commits", new Commits());
        all.put("pool", new PoolCommits());
        all.put("events", new Events());
        all.put("guests", new Guests());
        all.put("client", new ClientStart());
        return all;
    }

    private static List<Line> run(Setup setup, List<String> names) throws Exception {
        var lines = new ArrayList<Line>();
        for (String name : names) {
            Instant began = Instant.now();
            System.err.println(name + " ...");
            List<Line> found = Objects.requireNonNull(ALL.get(name), name).run(setup);
            found.forEach(line -> System.err.println(line.asRow()));
            lines.addAll(found);
            System.err.println(
                    name + " took " + Duration.between(began, Instant.now()).toSeconds() + " s");
        }
        return lines;
    }

    private static void print(List<Line> lines) {
        System.out.println("| what | xapid | baseline | compared | aim | |");
        System.out.println("|---|---|---|---|---|---|");
        lines.forEach(line -> System.out.println(line.asRow()));
    }

    /** What still runs was started by a benchmark that did not come to its end. */
    private static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
