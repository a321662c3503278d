package io.xapid.xe.talk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is typed. Nobody can be called back from reading a terminal, so once somebody must be (a console that ends), a
 * thread does the reading for good, one piece ahead, and whoever wants what is typed takes it from there.
 */
public final class Typed {
    private static final int LONGEST_LINE = 64 << 10;
    private static final int PIECE = 4 << 10;

    private final InputStream in;
    private final byte[] piece = new byte[PIECE];
    private int start;
    private int end;
    private boolean isOver;
    private @Nullable Thread reader;

    public Typed(InputStream in) {
        this.in = in;
    }

    /**
     * A line without its end.
     *
     * @throws IOException when there is none, or it is too long
     */
    byte[] line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = next();
            if (next == '\n' || (next < 0 && line.size() > 0)) {
                return line.toByteArray();
            }
            if (next < 0) {
                throw new IOException("nobody is there to answer");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("the answer is too long");
            }
            line.write(next);
        }
    }

    private int next() throws IOException {
        synchronized (this) {
            if (reader == null) { // byte by byte, since what follows is not ours
                return in.read();
            }
        }
        try {
            byte[] one = new byte[1];
            int count = await(one);
            drop(Math.max(count, 0));
            return count < 0 ? -1 : one[0] & 0xff;
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** From now on a thread of its own reads, and {@link #await} can be interrupted. */
    synchronized void readAhead() {
        if (reader == null) {
            var thread = new Thread(null, this::readOn, "typed", 128 << 10);
            thread.setDaemon(true);
            reader = thread;
            thread.start();
        }
    }

    /** Waits for what is typed and copies the first of it, which stays here until {@link #drop}; -1 at the end. */
    synchronized int await(byte[] into) throws InterruptedException {
        while (start == end) {
            if (isOver) {
                return -1;
            }
            wait();
        }
        int count = Math.min(into.length, end - start);
        System.arraycopy(piece, start, into, 0, count);
        return count;
    }

    /** Says that so many bytes have arrived where they belong. */
    synchronized void drop(int count) {
        start += count;
        notifyAll();
    }

    private void readOn() {
        byte[] read = new byte[PIECE];
        while (true) {
            int count = -1;
            try {
                count = in.read(read);
            } catch (IOException hungUp) {
                count = -1;
            }
            synchronized (this) {
                try {
                    while (start < end) {
                        wait();
                    }
                } catch (InterruptedException nobodyDoes) {
                    count = -1;
                }
                start = 0;
                end = Math.max(count, 0);
                isOver = count < 0;
                System.arraycopy(read, 0, piece, 0, end);
                notifyAll();
                if (isOver) {
                    return;
                }
            }
        }
    }
}
