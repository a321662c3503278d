package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One run of an external program: no shell, no input, bounded output, an end. */
final class Tool {
    private static final int MAX_LINE = 4_096;
    private static final int MAX_KEPT = 8_192;
    private static final Duration DYING = Duration.ofSeconds(5);

    private final List<String> command;
    private final Predicate<String> consumer;
    private final StringBuilder kept = new StringBuilder();

    /** @param consumer takes lines it understands, answering true, so that only the others are kept */
    Tool(List<String> command, Predicate<String> consumer) {
        this.command = List.copyOf(command);
        this.consumer = consumer;
    }

    /** How it ended and what it said, without the lines that were consumed. */
    record Outcome(int exit, String said) {}

    /** Runs to the end. Interrupting this thread, cancelling the transfer and passing the deadline kill the program. */
    Outcome run(Duration deadline, Transfer transfer) {
        transfer.check();
        Process process = start();
        Thread reader = new Thread(() -> read(process.getInputStream()), "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
        try (var registration = transfer.whenCancelled(process::destroyForcibly)) {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageException(
                        Kind.TIMED_OUT, "%s did not end within %s".formatted(command.get(0), deadline));
            }
            transfer.check();
            reader.join(DYING.toMillis());
        } catch (InterruptedException interrupted) {
            end(process);
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.CANCELLED, "interrupted while waiting for " + command.get(0), interrupted);
        } finally {
            end(process);
        }
        synchronized (kept) {
            return new Outcome(process.exitValue(), kept.toString().strip());
        }
    }

    private Process start() {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().clear();
        builder.environment().putAll(Map.of("LC_ALL", "C", "PATH", path));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new StorageException(Kind.IO, "%s cannot be started".formatted(command.get(0)), e);
        }
    }

    /** Kills what still runs and waits a little for it to be gone, so that nobody deletes files under its hands. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream output) {
        var line = new StringBuilder();
        var buffer = new byte[4_096];
        try (output) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                for (char c : new String(buffer, 0, n, StandardCharsets.ISO_8859_1).toCharArray()) {
                    if (c == '\n' || c == '\r') {
                        take(line);
                    } else if (line.length() < MAX_LINE) {
                        line.append(c < ' ' || c > '~' ? '?' : c);
                    }
                }
            }
        } catch (IOException e) {
            line.append(" (output lost: ").append(e.getMessage()).append(')');
        }
        take(line);
    }

    private void take(StringBuilder line) {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.isEmpty() || consumer.test(text)) {
            return;
        }
        synchronized (kept) {
            if (kept.length() + text.length() < MAX_KEPT) {
                kept.append(text).append('\n');
            }
        }
    }
}
