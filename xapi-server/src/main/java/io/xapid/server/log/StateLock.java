package io.xapid.server.log;

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

/** Keeps a second daemon off a state directory. The kernel lets go of it when the process dies, however it dies. */
final class StateLock implements AutoCloseable {
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
            String me = ProcessHandle.current().pid() + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.US_ASCII)), 0);
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
