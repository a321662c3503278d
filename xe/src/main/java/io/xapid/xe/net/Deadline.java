package io.xapid.xe.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** Closes a connection when a time is over, which ends whatever waits on it. Closing the deadline calls it off. */
public final class Deadline implements AutoCloseable, Runnable {
    private final Closeable connection;
    private final long untilNanos;
    private boolean isOver;
    private boolean isCalledOff;

    public Deadline(Closeable connection, int millis) {
        this.connection = connection;
        this.untilNanos = System.nanoTime() + millis * 1_000_000L;
        var thread = new Thread(null, this, "deadline", 128 << 10);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        synchronized (this) {
            long left = untilNanos - System.nanoTime();
            while (!isCalledOff && left > 0) {
                try {
                    wait(left / 1_000_000 + 1);
                } catch (InterruptedException nobodyDoes) {
                    return;
                }
                left = untilNanos - System.nanoTime();
            }
            if (isCalledOff) {
                return;
            }
            isOver = true;
        }
        try {
            connection.close();
        } catch (IOException already) {
            return; // it is closed, and that was asked for
        }
    }

    /** @throws SocketTimeoutException when the time was over before this */
    public synchronized void check() throws SocketTimeoutException {
        if (isOver) {
            throw new SocketTimeoutException("it does not answer");
        }
    }

    @Override
    public synchronized void close() {
        isCalledOff = true;
        notifyAll();
    }
}
