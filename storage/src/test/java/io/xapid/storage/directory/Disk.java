package io.xapid.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.VolumeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the content of volumes as a guest would, by another program. */
final class Disk {
    private final Repository repository;

    Disk(Repository repository) {
        this.repository = repository;
    }

    /** Fills a range with one byte. */
    void write(VolumeId volume, int pattern, long offset, long length) {
        AttachedVolume disk = repository.attach(volume, "guest", Access.WRITE);
        try {
            String said = io(disk.path(), false, "write -P %d %d %d".formatted(pattern, offset, length));
            assertThat(said).contains("wrote");
        } finally {
            repository.detach(volume, "guest");
        }
    }

    /** Expects a range to be filled with one byte. */
    void expect(VolumeId volume, int pattern, long offset, long length) {
        assertThat(holds(volume, pattern, offset, length))
                .as("%d bytes of %d at %d of %s", length, pattern, offset, volume)
                .isTrue();
    }

    /** Whether a range is filled with one byte. */
    boolean holds(VolumeId volume, int pattern, long offset, long length) {
        AttachedVolume disk = repository.attach(volume, "reader", Access.READ);
        try {
            String said = io(disk.path(), true, "read -P %d %d %d".formatted(pattern, offset, length));
            assertThat(said).contains("read %d/%d".formatted(length, length));
            return !said.contains("verification failed");
        } finally {
            repository.detach(volume, "reader");
        }
    }

    /** A process that has the image open for writing, like a running guest, until it is destroyed. */
    static Process holdOpen(Path image) throws IOException {
        Process process = new ProcessBuilder("qemu-io", "-f", "qcow2", image.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write("write 0 512\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        var said = new StringBuilder();
        while (said.indexOf("wrote") < 0) { // it ends with the process, if that fails
            int c = process.getInputStream().read();
            if (c < 0) {
                throw new IOException("cannot open the image: " + said);
            }
            said.append((char) c);
        }
        return process;
    }

    private static String io(Path image, boolean readOnly, String command) {
        var line = new ArrayList<>(List.of("qemu-io", "-f", "qcow2"));
        if (readOnly) {
            line.add("-r");
        }
        line.addAll(List.of("-c", command, image.toString()));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
