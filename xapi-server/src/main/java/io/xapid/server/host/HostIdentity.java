package io.xapid.server.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Which host of the pool this daemon is: a uuid in a file of its own, since the pool's state is the same on all hosts.
 *
 * <p>The file is written before the first transaction that mentions the uuid, so that a daemon killed in between starts
 * again as the same host.
 */
public final class HostIdentity {
    private static final String FILE = "host-uuid";

    private HostIdentity() {}

    /** The uuid in that directory; a fresh one is made and kept if there is none. */
    public static UUID in(Path stateDirectory) throws IOException {
        Path file = stateDirectory.resolve(FILE);
        try {
            return UUID.fromString(Files.readString(file).strip());
        } catch (NoSuchFileException first) {
            UUID fresh = UUID.randomUUID();
            keep(file, fresh);
            return fresh;
        } catch (IllegalArgumentException damaged) {
            throw new IOException("%s does not hold a uuid".formatted(file), damaged);
        }
    }

    private static void keep(Path file, UUID uuid) throws IOException {
        Path draft = file.resolveSibling(FILE + ".new");
        Files.write(draft, (uuid + "\n").getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
