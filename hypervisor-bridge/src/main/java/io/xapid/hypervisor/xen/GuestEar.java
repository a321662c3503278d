package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.bridge.Errands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hears what a guest writes about itself. Agents write many entries one by one, and some of them all the time: reading all
 * of it for each would keep the host busy, so it is read at once and then not again for a while.
 */
final class GuestEar implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Written every few seconds, and no news to anybody. */
    private static final List<String> ROUTINE = List.of("/data/updated", "/data/meminfo_free");

    private final Errands errands;
    private final Supplier<Optional<GuestReport>> report;
    private final Runnable news;
    private final List<Registration> watches = new ArrayList<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean closed;
    private volatile long lastNanos = System.nanoTime() - PAUSE.toNanos();
    private volatile Optional<GuestReport> heard = Optional.empty();

    /**
     * @param report reads all that it says
     * @param news told when that differs from the last time
     */
    GuestEar(Errands errands, Supplier<Optional<GuestReport>> report, Runnable news) {
        this.errands = errands;
        this.report = report;
        this.news = news;
    }

    /** Has somebody told of what is written below an entry, until that is closed. */
    interface Watching {
        Registration watch(String path, Consumer<String> listener);
    }

    /** @param home where the guest's entries are */
    synchronized void open(Watching store, String home) {
        for (String told : List.of("/data", "/attr")) {
            watches.add(store.watch(home + told, this::written));
        }
    }

    private void written(String path) {
        boolean routine = heard.isPresent() && ROUTINE.stream().anyMatch(path::endsWith);
        if (!routine && !closed && waiting.compareAndSet(false, true)) {
            long left = PAUSE.toNanos() - (System.nanoTime() - lastNanos);
            errands.after(Duration.ofNanos(Math.max(0, left)), this::hear);
        }
    }

    private void hear() {
        lastNanos = System.nanoTime();
        waiting.set(false); // what is written from now on may come too late for this reading
        if (closed) {
            return;
        }
        Optional<GuestReport> now = report.get();
        Optional<GuestReport> before = heard;
        heard = now;
        boolean same = now.isPresent() == before.isPresent()
                && (now.isEmpty() || now.get().sameFactsAs(before.orElseThrow()));
        if (!same) {
            news.run();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watches.forEach(Registration::close);
        watches.clear();
    }
}
