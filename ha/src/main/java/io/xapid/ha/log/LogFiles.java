package io.xapid.ha.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where the log's files stand in a state directory. */
record LogFiles(Path directory) {
    static final String POOL = "pool.db";

    Path database() {
        return directory.resolve("state.db");
    }

    /** What SQLite has committed and not yet moved into the database. */
    Path wal() {
        return directory.resolve("state.db-wal");
    }

    /** A database on its way to being {@link #database}. */
    Path unfinished() {
        return directory.resolve("state.db.new");
    }

    /** A rescued log that is whole, and takes the place of the damaged one whatever happens meanwhile. */
    Path rescued() {
        return directory.resolve("state.db.rescued");
    }

    Path mark() {
        return directory.resolve("state.mark");
    }

    /** The journal of a host that belongs to a pool. */
    Path pool() {
        return directory.resolve(POOL);
    }

    Path lock() {
        return directory.resolve("lock");
    }

    /** A name for a copy of a damaged file that no other has. */
    Path setAside(Path file) {
        int number = 1;
        Path free;
        do {
            free = file.resolveSibling(file.getFileName() + ".damaged-" + number++);
        } while (Files.exists(free));
        return free;
    }

    /** Renames within the directory, durably. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flushDirectory();
    }

    /** Makes names that came and went outlive a power cut. */
    void flushDirectory() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
