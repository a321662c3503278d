package io.xapid.server.event;

import io.xapid.model.access.Session;
import io.xapid.model.event.Event;
import io.xapid.model.event.EventMessages;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.OwnForm;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.meta.XenModel;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.api.NeverBlocks;
import io.xapid.server.api.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Tells clients what changes, at once when it does. */
@NeverBlocks
public final class EventService implements EventMessages, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final int THREADS = 2; // of its own: news must not wait behind work

    private final Store store;
    private final EventClasses classes;
    private final EventCollector collector;
    private final LegacyEvents legacy;
    private final EventWaiters waiters;
    private final ExecutorService threads;

    /** @param timer ends waits that have lasted long enough; the caller owns it */
    public EventService(XenModel model, Store store, Sessions sessions, ScheduledExecutorService timer, Clock clock) {
        this.store = store;
        this.classes = new EventClasses(model, store.snapshot().schema());
        this.collector = new EventCollector(classes, store.feed());
        this.legacy = new LegacyEvents(store, classes, clock);
        this.threads = Executors.newFixedThreadPool(THREADS, EventService::named);
        this.waiters = new EventWaiters(store, classes, sessions, timer, threads);
        sessions.onEnd(legacy::forget);
    }

    @Override
    public CompletionStage<OwnForm<List<Values<Event>>>> from(
            Call call, List<String> wanted, String token, double timeout) {
        Subscription subscription = Subscription.parse(wanted);
        EventToken since = EventToken.parse(token);
        Ref<Session> session = call.session().as();
        return waiters.await(
                new EventWaiters.Wish<OwnForm<List<Values<Event>>>>(
                        session,
                        subscription,
                        state -> batch(subscription, since, state),
                        state -> collector.collect(subscription, since, state)),
                patience(timeout));
    }

    @Override
    public CompletionStage<OwnForm<List<Values<Event>>>> next(Call call) {
        Ref<Session> session = call.session().as();
        Subscription subscription = legacy.subscriptionOf(session);
        return waiters.await(
                new EventWaiters.Wish<OwnForm<List<Values<Event>>>>(
                        session,
                        subscription,
                        state -> legacy.next(session, state).map(list -> list),
                        null),
                LONGEST_WAIT);
    }

    @Override
    public CompletionStage<Void> register(Call call, List<String> wanted) {
        legacy.register(call.session().as(), wanted);
        return done();
    }

    @Override
    public CompletionStage<Void> unregister(Call call, List<String> unwanted) {
        legacy.unregister(call.session().as(), unwanted);
        return done();
    }

    @Override
    public CompletionStage<Long> getCurrentId(Call call) {
        return CompletableFuture.completedFuture(store.snapshot().index() + 1);
    }

    /** The token lies before the event that is made up, so that waiting from there ends. */
    @Override
    public CompletionStage<String> inject(Call call, String className, String ref) {
        ClassDef<?> definition =
                classes.named(className).orElseThrow(() -> new CallFailure.HandleInvalid(className, ref));
        return store.transact(transaction -> inject(transaction, definition, ref));
    }

    /** Tells those who wait with {@code event.next} that the connection still works. Called about every half minute. */
    public void beat() {
        waiters.attemptAll();
    }

    /** How many clients wait for events. */
    public int waiting() {
        return waiters.size();
    }

    @Override
    public void close() {
        waiters.close();
        threads.shutdownNow();
    }

    private static Thread named(Runnable work) {
        var thread = new Thread(work, "events");
        thread.setDaemon(true);
        return thread;
    }

    private static <C> String inject(Transaction transaction, ClassDef<C> definition, String text) {
        Ref<C> ref = Ref.of(text);
        if (transaction.get(definition, ref) == null) {
            throw new CallFailure.HandleInvalid(definition.name(), text);
        }
        transaction.touch(definition, ref);
        return EventToken.at(transaction.view().index() - 1).text();
    }

    private Optional<OwnForm<List<Values<Event>>>> batch(Subscription subscription, EventToken since, Snapshot state) {
        EventBatch batch = collector.collect(subscription, since, state);
        return batch.events().isEmpty() ? Optional.empty() : Optional.of(batch);
    }

    /** A limit that makes no sense is the longest there is. */
    private static Duration patience(double seconds) {
        boolean sensible = seconds >= 0 && seconds < LONGEST_WAIT.toSeconds();
        return sensible ? Duration.ofMillis((long) Math.ceil(seconds * 1000)) : LONGEST_WAIT;
    }

    @SuppressWarnings("NullAway") // void has no value but null
    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
