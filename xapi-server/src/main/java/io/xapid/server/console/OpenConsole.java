package io.xapid.server.console;

import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Console;
import io.xapid.server.wire.TunnelWatch;
import io.xapid.server.wire.Visitor;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that watches one console, from the moment it is let in until its connection is gone. */
final class OpenConsole implements TunnelWatch {
    private static final Logger log = LoggerFactory.getLogger(OpenConsole.class);

    private final Ref<Console> console;
    private final String title;
    private final Visitor visitor;
    private final ClientInput input;
    private final LongSupplier nanoTime;
    private final Viewers viewers;
    private final long since;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long lastSign;
    private volatile boolean ending;
    private volatile @Nullable AutoCloseable tunnel;

    /**
     * @param title names the guest, the console, the user and the client's address
     * @param visitor closed with the connection
     */
    OpenConsole(
            Ref<Console> console,
            String title,
            Visitor visitor,
            ClientInput input,
            LongSupplier nanoTime,
            Viewers viewers) {
        this.console = console;
        this.title = title;
        this.visitor = visitor;
        this.input = input;
        this.nanoTime = nanoTime;
        this.viewers = viewers;
        this.since = nanoTime.getAsLong();
        this.lastSign = since;
    }

    Ref<Console> console() {
        return console;
    }

    Visitor visitor() {
        return visitor;
    }

    /** How long nobody has been at work, in nanoseconds. */
    long idleNanos() {
        return nanoTime.getAsLong() - lastSign;
    }

    @Override
    public void fromClient(ByteBuffer bytes) {
        if (input.hear(bytes)) {
            lastSign = nanoTime.getAsLong();
        }
    }

    @Override
    public void opened(AutoCloseable opened) {
        log.info("{} is open", title);
        tunnel = opened;
        if (ending) {
            hangUp(opened);
        }
    }

    @Override
    public void closed() {
        if (over.compareAndSet(false, true)) {
            viewers.left(this);
            visitor.close();
            log.info("{} is closed after {} s", title, (nanoTime.getAsLong() - since) / 1_000_000_000L);
        }
    }

    /** Ends the connection, also one that is about to open. */
    void end(String reason) {
        if (!ending && !over.get()) {
            ending = true;
            log.info("{} is ended: {}", title, reason);
            AutoCloseable opened = tunnel;
            if (opened != null) {
                hangUp(opened);
            }
        }
    }

    private static void hangUp(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            log.warn("A console's connection does not end properly", e);
        }
    }
}
