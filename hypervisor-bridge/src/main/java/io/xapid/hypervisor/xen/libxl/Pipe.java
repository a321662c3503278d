package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * A pipe between libxl, which wants the number of an open file, and a channel. Neither end is passed on to programs that
 * are started meanwhile.
 */
final class Pipe implements AutoCloseable {
    /** Also of the pipe: each time it is full or empty both sides change places, which costs more than the bytes do. */
    private static final int BUFFER_BYTES = 1 << 20;

    private static final int CLOSED = -1;

    private final int[] ends = new int[2];

    Pipe() throws IOException {
        if (CLibrary.LIBRARY.pipe2(ends, CLibrary.O_CLOEXEC) != 0) {
            throw new IOException("cannot make a pipe");
        }
        CLibrary.LIBRARY.fcntl(writer(), CLibrary.F_SETPIPE_SZ, BUFFER_BYTES); // a smaller one works too
    }

    /** The end to read from. */
    int reader() {
        return ends[0];
    }

    /** The end to write to. */
    int writer() {
        return ends[1];
    }

    /**
     * Passes on what is read, until the other end is closed. When the channel takes no more, the rest is read and thrown
     * away: libxl 4.17 takes the process down when it cannot write.
     */
    void drainTo(WritableByteChannel to) throws IOException {
        Optional<IOException> failure = Optional.empty();
        try (var buffer = new Memory(BUFFER_BYTES)) {
            long count = CLibrary.LIBRARY.read(reader(), buffer, BUFFER_BYTES);
            while (count > 0) {
                if (failure.isEmpty()) {
                    failure = pass(buffer.getByteBuffer(0, count), to);
                }
                count = CLibrary.LIBRARY.read(reader(), buffer, BUFFER_BYTES);
            }
            if (count < 0) {
                throw new IOException("cannot read from a pipe");
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<IOException> pass(ByteBuffer bytes, WritableByteChannel to) {
        try {
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        } catch (RuntimeException | OutOfMemoryError e) { // of whoever gave us the channel
            return Optional.of(new IOException("cannot write: " + e, e));
        }
    }

    /** Passes on all of the channel, or as much as the other end takes; then closes this one. */
    void fillFrom(ReadableByteChannel from) throws IOException {
        try (var buffer = new Memory(BUFFER_BYTES)) {
            var bytes = buffer.getByteBuffer(0, BUFFER_BYTES);
            boolean taken = true;
            while (taken && from.read(bytes.clear()) >= 0) {
                taken = write(buffer, bytes.position());
            }
        } finally {
            closeWriter();
        }
    }

    private boolean write(Memory buffer, int size) {
        long done = 0;
        while (done < size) {
            long count = CLibrary.LIBRARY.write(writer(), buffer.share(done), size - done);
            if (count <= 0) {
                return false; // nobody reads any more
            }
            done += count;
        }
        return true;
    }

    void closeReader() {
        close(0);
    }

    void closeWriter() {
        close(1);
    }

    private synchronized void close(int end) {
        if (ends[end] != CLOSED) {
            CLibrary.LIBRARY.close(ends[end]);
            ends[end] = CLOSED;
        }
    }

    @Override
    public void close() {
        closeReader();
        closeWriter();
    }
}
