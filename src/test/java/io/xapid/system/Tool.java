package io.xapid.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of others that runs to its end: what it said, and how it ended. */
record Tool(int exitCode, String output) {
    private static final Duration LONGEST = Duration.ofMinutes(4);

    /** Runs it, with nothing to read and these variables besides our own; kills it, and what it started, when it takes too long. */
    static Tool run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.start();
            boolean ended = false;
            try {
                ended = process.waitFor(Underneath.here().patience(LONGEST).toSeconds(), TimeUnit.SECONDS);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            if (!ended) {
                throw new AssertionError(command.get(0) + " does not end\n" + said);
            }
            return new Tool(process.exitValue(), said);
        } finally {
            Files.delete(output);
        }
    }
}
