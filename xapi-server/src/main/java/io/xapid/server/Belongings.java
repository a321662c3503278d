package io.xapid.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daemon has opened, to be closed in the opposite order. Each is closed, whatever the others do. */
final class Belongings implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Belongings.class);

    private final Deque<Belonging> open = new ArrayDeque<>();
    private boolean closed;

    /** Takes charge of something, and gives it back. */
    synchronized <T extends AutoCloseable> T own(String name, T something) {
        open.push(new Belonging(name, something));
        return something;
    }

    /** A second call waits for the first and does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!open.isEmpty()) {
            Belonging belonging = open.pop();
            try {
                belonging.something.close();
                log.debug("closed {}", belonging.name);
            } catch (Exception problem) {
                log.warn("{} does not close properly", belonging.name, problem);
            }
        }
    }

    private record Belonging(String name, AutoCloseable something) {}
}
