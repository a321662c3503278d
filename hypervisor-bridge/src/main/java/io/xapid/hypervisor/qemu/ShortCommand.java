package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.bridge.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program that soon ends by itself; if it does not it is killed. */
final class ShortCommand {
    private static final int OUTPUT_LIMIT_BYTES = 16 << 10;

    /** How a program ended. */
    record Outcome(int exitCode, String output, boolean timedOut) {}

    private ShortCommand() {}

    /** Runs it without input; output and errors come back together, cut to a size that fits into a pipe. */
    static Outcome run(List<String> command, Duration deadline) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        plainEnvironment(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        boolean done = false;
        try {
            done = process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!done) {
                process.destroyForcibly();
                process.waitFor(1, TimeUnit.SECONDS);
            }
        }
        try (var output = process.getInputStream()) {
            byte[] text = output.readNBytes(Math.min(OUTPUT_LIMIT_BYTES, Math.max(0, output.available())));
            return new Outcome(
                    done ? process.exitValue() : -1,
                    Printable.of(
                            new String(text, StandardCharsets.UTF_8).strip().replace("\n", " | "), 2_000),
                    !done);
        }
    }

    /** What a child needs of our environment, and no more: no secret of the daemon's travels along. */
    static void plainEnvironment(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C.UTF-8");
    }
}
