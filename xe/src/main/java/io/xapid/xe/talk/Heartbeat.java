package io.xapid.xe.talk;

import io.xapid.xe.wire.ReplyWriter;
import java.io.IOException;

/** Tells the server now and then that the last order is still being carried out, until it is closed. */
final class Heartbeat implements AutoCloseable, Runnable {
    private final ReplyWriter replies;
    private final int everyMillis;
    private boolean isClosed;

    /** @param everyMillis 0 for a server that does not know heartbeats */
    Heartbeat(ReplyWriter replies, int everyMillis) {
        this.replies = replies;
        this.everyMillis = everyMillis;
        if (everyMillis > 0) {
            var thread = new Thread(null, this, "heartbeat", 128 << 10);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public synchronized void run() {
        long due = System.nanoTime() + everyMillis * 1_000_000L;
        try {
            while (!isClosed) {
                long left = due - System.nanoTime();
                if (left > 0) {
                    wait(left / 1_000_000 + 1);
                } else {
                    replies.busy();
                    due = System.nanoTime() + everyMillis * 1_000_000L;
                }
            }
        } catch (InterruptedException | IOException gone) {
            isClosed = true; // whoever replies next finds out
        }
    }

    /** None is sent after this, so that a reply is the last word about its order. */
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
