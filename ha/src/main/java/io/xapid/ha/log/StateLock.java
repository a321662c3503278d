package io.xapid.ha.log;

import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a second daemon off a state directory. The kernel lets go of it when the process dies, however it dies. */
final class StateLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StateLock.class);

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory if need be and takes it.
     *
     * @throws LogException when another process has it, or when it cannot be written
     */
    static StateLock acquire(LogFiles files) throws LogException {
        FileChannel channel = null;
        try {
            Files.createDirectories(files.directory());
            channel = FileChannel.open(
                    files.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new LogException(
                        "The state directory %s is in use by %s. Stop that one, or choose another directory."
                                .formatted(files.directory(), holder));
            }
            leaveName(channel);
            return new StateLock(channel);
        } catch (IOException problem) {
            closeQuietly(channel);
            throw new LogException(
                    "The state directory %s cannot be written (%s). Check its owner and mode, or choose another."
                            .formatted(files.directory(), reason(problem)),
                    problem);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel); // which lets go of the lock
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** So that others can say who has it. */
    private static void leaveName(FileChannel channel) {
        String me = "%-10d\n".formatted(ProcessHandle.current().pid());
        try {
            channel.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException full) {
            log.warn("the lock carries no name: {}", full.toString()); // and holds all the same
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(20);
        int length = channel.read(bytes, 0);
        String text = length <= 0 ? "" : new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip();
        return text.chars().allMatch(Character::isDigit) && !text.isEmpty() ? "process " + text : "another process";
    }

    private static String reason(IOException problem) {
        return problem.getClass().getSimpleName() + ": " + problem.getMessage();
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException nothingToSave) {
            // the lock goes with the process at the latest
        }
    }
}
