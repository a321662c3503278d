package io.xapid.hypervisor.xen.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an address ten times a second whether it is there, and remembers when it answered. */
final class Pings implements AutoCloseable {
    private static final Pattern ANSWER = Pattern.compile("^\\[([0-9]+\\.[0-9]+)\\].* bytes from ");

    private final Path said;
    private final Process ping;

    Pings(String address, Path said) throws IOException {
        this.said = said;
        this.ping = new ProcessBuilder("ping", "-n", "-D", "-i", "0.1", address)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** How often it has answered. */
    int answers() throws IOException {
        return (int) Files.readAllLines(said).stream()
                .filter(line -> ANSWER.matcher(line).find())
                .count();
    }

    /** The longest time between two answers. */
    Duration longestSilence() throws IOException {
        var moments = new ArrayList<Double>();
        for (String line : Files.readAllLines(said)) {
            Matcher answer = ANSWER.matcher(line);
            if (answer.find()) {
                moments.add(Double.valueOf(answer.group(1)));
            }
        }
        double longest = 0;
        for (int i = 1; i < moments.size(); i++) {
            longest = Math.max(longest, moments.get(i) - moments.get(i - 1));
        }
        return Duration.ofMillis((long) (longest * 1_000));
    }

    @Override
    public void close() {
        ping.destroy();
        ping.onExit().join();
    }
}
