package io.xapid.network.host;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkException;
import io.xapid.network.NetworkException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code ip} program: asks and changes this host's network, or that of one network namespace. */
public final class IpTool {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int MAX_OUTPUT_BYTES = 32 << 20;
    private static final int MAX_COMPLAINT = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String binary;
    private final Optional<LinkName> namespace;

    /** @param namespace a named network namespace to work in; this process's own if empty */
    public IpTool(Path binary, Optional<LinkName> namespace) {
        this.binary = binary.toString();
        this.namespace = namespace;
    }

    /** The program where Debian has it, for this process's own network. */
    public static IpTool ofHost() {
        return new IpTool(Path.of("/usr/sbin/ip"), Optional.empty());
    }

    public Optional<LinkName> namespace() {
        return namespace;
    }

    /** Asks; the answer is an array, or nothing at all, which counts as an empty one. */
    public JsonNode ask(String... arguments) {
        var command = command("-j", "-d");
        command.addAll(List.of(arguments));
        String answer = run(command, "");
        try {
            return answer.isEmpty() ? JSON.createArrayNode() : JSON.readTree(answer);
        } catch (JacksonException e) {
            throw new NetworkException(Kind.FAILED, "ip answered what is no JSON", e);
        }
    }

    /**
     * Asks several questions about interfaces in one go, which costs hardly more than one. The answers come one after
     * the other; for an interface that does not exist there is none.
     *
     * @param lines what would follow {@code ip} on a command line; made of constants and link names only
     */
    public List<JsonNode> askAll(List<String> lines) {
        Outcome outcome = end(command("-j", "-d", "-force", "-batch", "-"), String.join("\n", lines) + "\n");
        boolean onlyMissing = outcome.complaint()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Command failed -:")) // which line it was
                .allMatch(line -> kindOf(line) == Kind.NOT_FOUND);
        if (outcome.exit() != 0 && !onlyMissing) {
            throw failure(outcome.complaint(), outcome.exit());
        }
        var found = new ArrayList<JsonNode>();
        try (JsonParser documents = JSON.createParser(outcome.answer())) {
            for (JsonNode answer = next(documents); answer != null; answer = next(documents)) {
                answer.forEach(found::add);
            }
        } catch (IOException e) {
            throw new NetworkException(Kind.FAILED, "ip answered what is no JSON", e);
        }
        return found;
    }

    private static @Nullable JsonNode next(JsonParser documents) throws IOException {
        return JSON.readTree(documents);
    }

    /**
     * Makes several changes in one go, in order, up to the first that fails.
     *
     * @param lines what would follow {@code ip} on a command line; made of constants, numbers, uuids and link names only
     */
    public void change(List<String> lines) {
        run(command("-batch", "-"), String.join("\n", lines) + "\n");
    }

    /** Writes a kernel setting, such as {@code net/ipv6/conf/xapi0/disable_ipv6}; made of constants and link names only. */
    public void set(String setting, String value) {
        var command = new ArrayList<String>();
        namespace.ifPresent(name -> command.addAll(List.of(binary, "netns", "exec", name.text())));
        command.addAll(List.of("/usr/bin/tee", "/proc/sys/" + setting));
        run(command, value + "\n");
    }

    private List<String> command(String... options) {
        var command = new ArrayList<String>();
        command.add(binary);
        namespace.ifPresent(name -> command.addAll(List.of("-n", name.text())));
        command.addAll(List.of(options));
        return command;
    }

    /** How the program ended, and what it said. */
    private record Outcome(int exit, String answer, String complaint) {}

    private String run(List<String> command, String input) {
        Outcome outcome = end(command, input);
        if (outcome.exit() != 0) {
            throw failure(outcome.complaint(), outcome.exit());
        }
        return outcome.answer();
    }

    /**
     * Runs to the end. An interrupt hardly shortens the milliseconds this takes, since a half-made change could not be
     * undone under one; it is left for the caller to see.
     */
    private Outcome end(List<String> command, String input) {
        Process process = start(command);
        boolean interrupted = Thread.interrupted();
        try {
            var complaint = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), IpTool::inThread);
            var answer = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), IpTool::inThread);
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException alreadyGone) {
                // its exit code says why
            }
            Instant end = Instant.now().plus(DEADLINE);
            while (process.isAlive()) {
                try {
                    long left = Duration.between(Instant.now(), end).toMillis();
                    if (!process.waitFor(left, TimeUnit.MILLISECONDS)) {
                        throw new NetworkException(Kind.TIMED_OUT, "ip did not end within " + DEADLINE);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            String said = answer.orTimeout(1, TimeUnit.SECONDS).join();
            String complained = complaint.orTimeout(1, TimeUnit.SECONDS).join();
            return new Outcome(process.exitValue(), said, complained);
        } catch (CompletionException e) {
            throw new NetworkException(Kind.FAILED, "the output of ip was lost", e.getCause());
        } finally {
            process.destroyForcibly();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "output of ip");
        thread.setDaemon(true);
        thread.start();
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NetworkException(Kind.FAILED, binary + " cannot be started", e);
        }
    }

    private static NetworkException failure(String complaint, int exit) {
        String printable = complaint.strip().replaceAll("[^ -~]+", "; ");
        String text = printable.substring(0, Math.min(printable.length(), MAX_COMPLAINT));
        return new NetworkException(kindOf(text), "ip: " + (text.isEmpty() ? "exit code " + exit : text));
    }

    private static Kind kindOf(String complaint) {
        if (complaint.contains("does not exist")
                || complaint.contains("Cannot find device")
                || complaint.contains("No such file or directory")) {
            return Kind.NOT_FOUND;
        }
        if (complaint.contains("File exists")) {
            return Kind.EXISTS;
        }
        if (complaint.contains("Operation not permitted") || complaint.contains("Permission denied")) {
            return Kind.NOT_PERMITTED;
        }
        return complaint.contains("resource busy") ? Kind.IN_USE : Kind.FAILED;
    }
}
