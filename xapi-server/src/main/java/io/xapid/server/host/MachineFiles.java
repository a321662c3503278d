package io.xapid.server.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files in which Linux tells what the machine is, read with a limit. What is missing reads as empty. */
public final class MachineFiles {
    private static final int MAX_BYTES = 4 * 1024 * 1024; // cpuinfo of a machine with 1,000 processors

    private final Path root;

    /** @param root where {@code proc} and {@code sys} stand: the root directory, but for tests */
    public MachineFiles(Path root) {
        this.root = root;
    }

    /** The whole text, without white space around it; empty when it cannot be read or holds nothing. */
    public Optional<String> text(String path) {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException missing) {
            return Optional.empty(); // what a machine lacks, or hides from a plain user, it does not tell
        }
    }

    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** A line such as {@code MemTotal:  1024 kB}, its value in bytes; 0 when it is not there. */
    public long kilobyteLine(String path, String name) {
        return lines(path).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(digits -> !digits.isEmpty() && digits.length() < 16)
                .mapToLong(digits -> Long.parseLong(digits) * 1024)
                .findFirst()
                .orElse(0);
    }

    /** Whether a directory is there and holds something. */
    public boolean holdsEntries(String path) {
        try (var entries = Files.list(root.resolve(path))) {
            return entries.findAny().isPresent();
        } catch (IOException missing) {
            return false;
        }
    }
}
