package io.xapid.hypervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection between two hosts on which something goes wrong. */
final class BadWire implements ByteChannel {
    private final ByteChannel whole;
    private final Trouble writing;
    private final Trouble reading;
    private long written;
    private long read;

    /** Told how many bytes went one way, each time before the last of them count. */
    private interface Trouble {
        void after(long bytes) throws IOException;
    }

    /** Holds what is sent back until it is let go. */
    static final class Dam {
        private static final long LONGEST_SECONDS = 120;

        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        private void hold() throws IOException {
            held.countDown();
            await(open);
        }

        /** Waits until something is held back. */
        void awaitHeld() throws IOException {
            await(held);
        }

        void letGo() {
            open.countDown();
        }

        private static void await(CountDownLatch latch) throws IOException {
            try {
                if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("nothing came of it");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private BadWire(ByteChannel whole, Trouble writing, Trouble reading) {
        this.whole = whole;
        this.writing = writing;
        this.reading = reading;
    }

    /** Hangs up after so many bytes were sent, as when a cable is pulled. */
    static BadWire breaksAfterSending(ByteChannel whole, long bytes) {
        return new BadWire(whole, sent -> hangUpAfter(whole, bytes, sent), heard -> {});
    }

    /** Hangs up when more bytes have come than that, which nobody gets to see. */
    static BadWire breaksAfterHearing(ByteChannel whole, long bytes) {
        return new BadWire(whole, sent -> {}, heard -> hangUpAfter(whole, bytes, heard));
    }

    /** Holds back what is sent after so many bytes. */
    static BadWire stallsAfterSending(ByteChannel whole, long bytes, Dam dam) {
        return new BadWire(
                whole,
                sent -> {
                    if (sent > bytes) {
                        dam.hold();
                    }
                },
                heard -> {});
    }

    /** Holds back what comes after so many bytes. */
    static BadWire stallsAfterHearing(ByteChannel whole, long bytes, Dam dam) {
        return new BadWire(whole, sent -> {}, heard -> {
            if (heard > bytes) {
                dam.hold();
            }
        });
    }

    private static void hangUpAfter(ByteChannel whole, long most, long bytes) throws IOException {
        if (bytes > most) {
            whole.close();
            throw new IOException("the cable is pulled");
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        writing.after(written);
        int count = whole.write(bytes);
        written -= bytes.remaining();
        return count;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = whole.read(into);
        read += Math.max(0, count);
        reading.after(read);
        return count;
    }

    @Override
    public boolean isOpen() {
        return whole.isOpen();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
