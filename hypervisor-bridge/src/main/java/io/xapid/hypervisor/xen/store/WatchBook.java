package io.xapid.hypervisor.xen.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches what, and what they are still to be told. A watch says "look again", so several events of one path become
 * one call, and more than a few paths of one watch become one call for all of it. Listeners are called one after the other,
 * from a thread of its own.
 */
final class WatchBook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchBook.class);
    private static final int MOST_PATHS = 64;

    private final Map<String, Watch> byToken = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Map<Watch, Set<String>> untold = new LinkedHashMap<>(); // guarded by itself
    private final Thread thread;
    private volatile boolean closed;

    WatchBook() {
        thread = new Thread(this::run, "xenstore-watches");
        thread.setDaemon(true);
        thread.start();
    }

    /** One who watches. */
    record Watch(String token, String path, Consumer<String> listener) {}

    Watch enter(String path, Consumer<String> listener) {
        var watch = new Watch("w" + tokens.incrementAndGet(), path, listener);
        byToken.put(watch.token(), watch);
        return watch;
    }

    /** Strikes a watch out. It is called no more, but for a call that is under way. */
    void strike(Watch watch) {
        byToken.remove(watch.token());
        synchronized (untold) {
            untold.remove(watch);
        }
    }

    List<Watch> all() {
        return List.copyOf(byToken.values());
    }

    /** Takes an event as it comes from xenstored. */
    void hear(Packet event) {
        List<String> texts = event.texts();
        Watch watch = texts.size() < 2 ? null : byToken.get(texts.get(1));
        if (watch == null) {
            return; // struck out meanwhile
        }
        synchronized (untold) {
            Set<String> paths = untold.computeIfAbsent(watch, any -> new LinkedHashSet<>());
            if (paths.size() >= MOST_PATHS) {
                paths.clear();
                paths.add(watch.path());
            } else {
                paths.add(texts.get(0));
            }
            untold.notifyAll();
        }
    }

    private void run() {
        try {
            while (!closed) {
                tell(next());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private record News(Watch watch, List<String> paths) {}

    private News next() throws InterruptedException {
        synchronized (untold) {
            while (untold.isEmpty()) {
                untold.wait();
            }
            Map.Entry<Watch, Set<String>> first = untold.entrySet().iterator().next();
            var news = new News(first.getKey(), new ArrayList<>(first.getValue()));
            untold.remove(first.getKey());
            return news;
        }
    }

    private void tell(News news) {
        for (String path : news.paths()) {
            if (byToken.containsKey(news.watch().token())) {
                try {
                    news.watch().listener().accept(path);
                } catch (RuntimeException | Error problem) {
                    log.warn("Who watches {} in xenstore failed", news.watch().path(), problem);
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
