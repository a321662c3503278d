package io.xapid.server.event;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.server.api.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Clients that wait for events. Each is an entry in a few lists and no thread; a change wakes those that may care, found
 * by what they subscribed to.
 */
final class EventWaiters implements AutoCloseable {
    private static final int SHARE = 32;

    private final Store store;
    private final EventClasses classes;
    private final Sessions sessions;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<String, Set<Waiter<?>>> byKey = new ConcurrentHashMap<>();
    private final Map<Ref<Session>, Set<Waiter<?>>> bySession = new ConcurrentHashMap<>();
    private final Queue<ChangeSet> unheard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final AutoCloseable feed;

    EventWaiters(
            Store store, EventClasses classes, Sessions sessions, ScheduledExecutorService timer, Executor workers) {
        this.store = store;
        this.classes = classes;
        this.sessions = sessions;
        this.timer = timer;
        this.workers = workers;
        this.feed = store.feed().listen((state, changes) -> hear(changes));
        sessions.onEnd(this::hearEnd);
    }

    /**
     * How a waiting client gets its answer.
     *
     * @param attempt answers from a state, or finds nothing to tell
     * @param lastly the answer when the time is up; null where there is no limit
     */
    record Wish<T>(
            Ref<Session> session,
            Subscription subscription,
            Function<Snapshot, Optional<T>> attempt,
            @Nullable Function<Snapshot, T> lastly) {}

    /** Answers at once if there is something to tell, else when there is. */
    <T> CompletionStage<T> await(Wish<T> wish, Duration patience) {
        Snapshot state = store.snapshot();
        Optional<T> now = wish.attempt().apply(state);
        if (now.isPresent()) {
            return CompletableFuture.completedFuture(now.get());
        }
        if (wish.lastly() != null && patience.isZero()) {
            return CompletableFuture.completedFuture(wish.lastly().apply(state));
        }
        var waiter = new Waiter<>(wish);
        waiter.enter(patience);
        if (store.snapshot().index() != state.index()) {
            waiter.attempt(); // something came while it entered
        }
        if (sessions.find(wish.session().value()).isEmpty()) {
            waiter.fail(new SessionFailure.Invalid(wish.session().value()));
        }
        return waiter.answer;
    }

    /** Has all who wait look again, though nothing has changed. */
    void attemptAll() {
        bySession.values().forEach(waiting -> List.copyOf(waiting).forEach(Waiter::attempt));
    }

    /** How many clients wait. */
    int size() {
        return bySession.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public void close() {
        try {
            feed.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        bySession.values().forEach(waiting -> List.copyOf(waiting).forEach(Waiter::leave));
    }

    /** On the log's thread: finds nobody itself. */
    private void hear(ChangeSet changes) {
        if (!byKey.isEmpty() && !changes.rows().isEmpty()) {
            unheard.add(changes);
            if (waking.compareAndSet(false, true)) {
                workers.execute(this::wake);
            }
        }
    }

    /** Takes all that has come since it last ran, so that a storm of changes makes no storm of looks. */
    private void wake() {
        waking.set(false); // before looking: what comes from now on has another look
        var concerned = new HashSet<Waiter<?>>();
        for (ChangeSet changes = unheard.poll(); changes != null; changes = unheard.poll()) {
            addConcerned(changes, concerned);
        }
        var all = new ArrayList<>(concerned);
        for (int from = 0; from < all.size(); from += SHARE) {
            List<Waiter<?>> share = all.subList(from, Math.min(from + SHARE, all.size()));
            if (from + SHARE >= all.size()) {
                share.forEach(Waiter::attempt);
            } else {
                workers.execute(() -> share.forEach(Waiter::attempt));
            }
        }
    }

    private void addConcerned(ChangeSet changes, Set<Waiter<?>> concerned) {
        for (ChangeSet.RowChange change : changes.rows()) {
            classes.nameOf(change.row().definition()).ifPresent(name -> {
                concerned.addAll(waitingFor(Subscription.EVERYTHING));
                concerned.addAll(waitingFor(name));
                concerned.addAll(
                        waitingFor(Subscription.key(name, change.row().ref().value())));
            });
        }
    }

    private Collection<Waiter<?>> waitingFor(String key) {
        return byKey.getOrDefault(key, Set.of());
    }

    private void hearEnd(Ref<Session> session) {
        Set<Waiter<?>> waiting = bySession.get(session);
        if (waiting != null) {
            var failure = new SessionFailure.Invalid(session.value());
            workers.execute(() -> List.copyOf(waiting).forEach(waiter -> waiter.fail(failure)));
        }
    }

    private static <K> void enter(Map<K, Set<Waiter<?>>> lists, K key, Waiter<?> waiter) {
        lists.compute(key, (any, present) -> {
            Set<Waiter<?>> waiting = present == null ? ConcurrentHashMap.newKeySet() : present;
            waiting.add(waiter);
            return waiting;
        });
    }

    private static <K> void leave(Map<K, Set<Waiter<?>>> lists, K key, Waiter<?> waiter) {
        lists.computeIfPresent(key, (any, waiting) -> {
            waiting.remove(waiter);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    /** One client that waits. */
    private final class Waiter<T> {
        private final Wish<T> wish;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private volatile @Nullable Future<?> alarm;

        Waiter(Wish<T> wish) {
            this.wish = wish;
        }

        void enter(Duration patience) {
            wish.subscription().keys().forEach(key -> EventWaiters.enter(byKey, key, this));
            EventWaiters.enter(bySession, wish.session(), this);
            CompletionStage<T> end = answer;
            // the client may go, and a list that was entered meanwhile may have been left too early
            end.whenComplete((value, problem) -> leave());
            if (wish.lastly() != null) {
                alarm = timer.schedule(() -> workers.execute(this::giveUp), patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (answer.isDone()) {
                leave(); // the answer came between two of the lists
            }
        }

        void attempt() {
            if (!answer.isDone()) {
                try {
                    wish.attempt().apply(store.snapshot()).ifPresent(this::tell);
                } catch (Failure failure) {
                    fail(failure);
                }
            }
        }

        void giveUp() {
            attempt(); // what came in the last moment is told
            Function<Snapshot, T> lastly = wish.lastly();
            if (!answer.isDone() && lastly != null) {
                tell(lastly.apply(store.snapshot()));
            }
        }

        void fail(Failure failure) {
            leave();
            answer.completeExceptionally(failure);
        }

        void leave() {
            Future<?> set = alarm;
            if (set != null) {
                set.cancel(false);
            }
            wish.subscription().keys().forEach(key -> EventWaiters.leave(byKey, key, this));
            EventWaiters.leave(bySession, wish.session(), this);
        }

        private void tell(T value) {
            leave(); // before completing: what follows on the answer may ask again
            answer.complete(value);
        }
    }
}
