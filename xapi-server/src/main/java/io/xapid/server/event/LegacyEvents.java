package io.xapid.server.event;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.event.EventOperation;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What {@code event.register} and {@code event.next} remember of a session: what it wants, and how far it has heard. */
final class LegacyEvents {
    private static final long HEARTBEAT_MILLIS = 30_000;

    private final Store store;
    private final EventClasses classes;
    private final Clock clock;
    private final Map<Ref<Session>, Registration> registrations = new ConcurrentHashMap<>();

    LegacyEvents(Store store, EventClasses classes, Clock clock) {
        this.store = store;
        this.classes = classes;
        this.clock = clock;
    }

    void register(Ref<Session> session, List<String> wanted) {
        Set<String> keys = Subscription.parse(wanted).keys();
        long now = store.snapshot().index();
        registrations
                .computeIfAbsent(session, any -> new Registration(now, clock.millis()))
                .add(keys);
    }

    void unregister(Ref<Session> session, List<String> unwanted) {
        require(session).remove(Subscription.parse(unwanted).keys());
    }

    void forget(Ref<Session> session) {
        registrations.remove(session);
    }

    Subscription subscriptionOf(Ref<Session> session) {
        return require(session).subscription();
    }

    /**
     * What came since the session last heard, if anything.
     *
     * @throws SessionFailure.EventsLost when that is too long ago; the session then starts anew from now
     */
    Optional<EventList> next(Ref<Session> session, Snapshot state) {
        Registration registration = require(session);
        synchronized (registration) {
            Optional<List<ChangeSet>> sets = store.feed().since(registration.heard);
            if (sets.isEmpty()) {
                registration.heard = state.index();
                throw new SessionFailure.EventsLost();
            }
            var events = new ArrayList<WireEvent>();
            long heard = registration.heard;
            for (ChangeSet set : sets.get()) {
                if (set.index() <= state.index()) {
                    addAll(set, registration.subscription(), events);
                    heard = set.index();
                }
            }
            registration.heard = heard;
            if (events.isEmpty()) {
                heartbeat(registration, state).ifPresent(events::add);
            }
            if (events.isEmpty()) {
                return Optional.empty();
            }
            registration.toldAtMillis = clock.millis();
            return Optional.of(new EventList(events));
        }
    }

    /** A session that waits for the pool hears of it now and then, so that its connection does not lie idle for ever. */
    private Optional<WireEvent> heartbeat(Registration registration, Snapshot state) {
        if (clock.millis() - registration.toldAtMillis < HEARTBEAT_MILLIS
                || !registration.subscription().concerns("pool")) {
            return Optional.empty();
        }
        return state.table(Pool.CLASS).stream()
                .filter(pool ->
                        registration.subscription().matches("pool", pool.ref().value()))
                .findFirst()
                .map(pool -> event(state.index(), pool, "pool", EventOperation.MOD));
    }

    private void addAll(ChangeSet set, Subscription subscription, List<WireEvent> events) {
        for (ChangeSet.RowChange change : set.rows()) {
            Row<?> row = change.row();
            String name = classes.nameOf(row.definition()).orElse("");
            boolean tells = change.isAddition()
                    || change.isDeletion()
                    || !row.definition().equals(PoolMessage.CLASS);
            if (!name.isEmpty() && tells && subscription.matches(name, row.ref().value())) {
                EventOperation operation = change.isAddition()
                        ? EventOperation.ADD
                        : change.isDeletion() ? EventOperation.DEL : EventOperation.MOD;
                events.add(event(set.index(), row, name, operation));
            }
        }
    }

    private WireEvent event(long id, Row<?> row, String name, EventOperation operation) {
        String seconds = clock.millis() / 1000 + ".";
        return new WireEvent(id, seconds, name, operation, row.ref().value(), row);
    }

    private Registration require(Ref<Session> session) {
        Registration registration = registrations.get(session);
        if (registration == null) {
            throw new SessionFailure.NotRegistered(session.value());
        }
        return registration;
    }

    /** One session's subscription. */
    private static final class Registration {
        private final Set<String> keys = new HashSet<>(); // guarded by this, as is what follows
        private Subscription subscription = new Subscription(Set.of());
        private long heard;
        private long toldAtMillis;

        Registration(long heard, long nowMillis) {
            this.heard = heard;
            this.toldAtMillis = nowMillis;
        }

        synchronized void add(Set<String> more) {
            keys.addAll(more);
            subscription = new Subscription(keys);
        }

        synchronized void remove(Set<String> fewer) {
            keys.removeAll(fewer);
            subscription = new Subscription(keys);
        }

        synchronized Subscription subscription() {
            return subscription;
        }
    }
}
