package io.xapid.storage.directory;

import io.xapid.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Changes to files, each of which happens entirely or not at all. A folder must be synced for its new names to survive
 * a power cut.
 */
final class DurableFiles {
    private final Runnable beforeChange;

    DurableFiles() {
        this(() -> {});
    }

    /** @param beforeChange called before each change, so that a test can cut the power there */
    DurableFiles(Runnable beforeChange) {
        this.beforeChange = beforeChange;
    }

    /** Says that somebody else, such as a tool, is about to change a file. */
    void aboutToChange() {
        beforeChange.run();
    }

    /** Gives a file a second name. */
    void link(Path existing, Path name) {
        changing("cannot link " + name, () -> Files.createLink(name, existing));
    }

    /** Renames a file, replacing what had that name. */
    void rename(Path from, Path to) {
        changing("cannot rename to " + to, () -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    /** Removes a name, if it is there. */
    void delete(Path file) {
        changing("cannot delete " + file, () -> Files.deleteIfExists(file));
    }

    /** Writes a new file. */
    void write(Path file, byte[] content) {
        changing("cannot write " + file, () -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        });
    }

    /** Puts on the medium what others wrote into a file. */
    void sync(Path file) {
        changing("cannot sync " + file, () -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                channel.force(true);
            }
        });
    }

    /** Puts on the medium what names a folder has. */
    void syncFolder(Path folder) {
        changing("cannot sync " + folder, () -> {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
    }

    private void changing(String failed, Change change) {
        beforeChange.run();
        try {
            change.make();
        } catch (IOException e) {
            throw StorageException.of(failed, e);
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }
}
