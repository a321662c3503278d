package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A guest's terminal, read by one thread while another writes, which Java's own file channels do not allow: with those
 * nothing is written while a reading waits. Nor can they be told that it must not become the terminal of our own process,
 * which would be ended with it.
 */
public final class Terminal implements ByteChannel {
    private static final int MOST_BYTES = 4096;
    private static final int INTERRUPTED_CALL = 4;
    private static final int NOT_NOW = 11;

    /** Of {@code struct pollfd}. */
    private static final int POLLED_BYTES = 8;

    /** How long a closing may have to wait. */
    private static final int WAIT_MILLIS = 200;

    private static final CLibrary C = CLibrary.LIBRARY;

    private final int file;

    /** Shared by those who use the file; alone is who closes it, so that its number is not another's meanwhile. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private Terminal(int file) {
        this.file = file;
    }

    /** @throws IOException if it is not there, or nobody may use it */
    public static Terminal open(Path path) throws IOException {
        int flags = CLibrary.O_RDWR | CLibrary.O_NOCTTY | CLibrary.O_NONBLOCK | CLibrary.O_CLOEXEC;
        int file = C.open(path.toString(), flags);
        if (file < 0) {
            throw new IOException("cannot open %s: error %d".formatted(path, Native.getLastError()));
        }
        return new Terminal(file);
    }

    /** Waits for something to come. -1 when nothing will come any more. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        int most = Math.min(into.remaining(), MOST_BYTES);
        if (most == 0) {
            return 0;
        }
        try (var buffer = new Memory(most)) {
            long count = patiently(CLibrary.POLLIN, () -> C.read(file, buffer, most));
            if (count <= 0) {
                return -1; // whoever had the other end has gone
            }
            into.put(buffer.getByteBuffer(0, count));
            return (int) count;
        }
    }

    /** Waits until at least one byte is taken. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        int most = Math.min(from.remaining(), MOST_BYTES);
        if (most == 0) {
            return 0;
        }
        try (var buffer = new Memory(most)) {
            buffer.getByteBuffer(0, most).put(from.slice().limit(most));
            long count = patiently(CLibrary.POLLOUT, () -> C.write(file, buffer, most));
            if (count <= 0) {
                throw new IOException("the terminal takes nothing any more");
            }
            from.position(from.position() + (int) count);
            return (int) count;
        }
    }

    private interface Call {
        long make();
    }

    /** Makes a call when the file is ready for it, however often that takes. */
    private long patiently(short event, Call call) throws ClosedChannelException {
        while (true) {
            OptionalLong came = once(event, call);
            if (came.isPresent()) {
                return came.getAsLong();
            }
        }
    }

    /** Empty if it was not ready after all, or nothing happened for a while. */
    private OptionalLong once(short event, Call call) throws ClosedChannelException {
        use.readLock().lock();
        try (var waiting = new Memory(POLLED_BYTES)) {
            if (closed) {
                throw new ClosedChannelException();
            }
            waiting.setInt(0, file);
            waiting.setShort(Integer.BYTES, event);
            waiting.setShort(Integer.BYTES + Short.BYTES, (short) 0);
            if (C.poll(waiting, 1, WAIT_MILLIS) <= 0) {
                return OptionalLong.empty();
            }
            long count = call.make();
            int error = count < 0 ? Native.getLastError() : 0;
            return error == NOT_NOW || error == INTERRUPTED_CALL ? OptionalLong.empty() : OptionalLong.of(count);
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public boolean isOpen() {
        use.readLock().lock();
        try {
            return !closed;
        } finally {
            use.readLock().unlock();
        }
    }

    /** Ends what waits. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                C.close(file);
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
