package io.xapid.server.wire;

import java.io.InterruptedIOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.SelectorManager;

/** How many connections some listeners may have together. While there is none left, further clients wait outside. */
final class ConnectionPermits implements SelectorManager.AcceptListener {
    private final Semaphore permits;

    ConnectionPermits(int most) {
        permits = new Semaphore(most);
    }

    /** Waits for room for one more connection. */
    void take() throws InterruptedIOException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the listener stops");
        }
    }

    void giveBack() {
        permits.release();
    }

    boolean areExhausted() {
        return permits.availablePermits() == 0;
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        giveBack();
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        giveBack();
    }
}
