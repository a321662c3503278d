package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends sessions that lie idle or are too many, and writes down now and then when the others were used. */
public final class SessionCollector {
    private static final Logger log = LoggerFactory.getLogger(SessionCollector.class);
    private static final Duration WRITE_USE_EVERY = Duration.ofMinutes(10);

    private final Store store;
    private final Sessions sessions;
    private final SessionLimits limits;
    private final Clock clock;

    public SessionCollector(Store store, Sessions sessions, SessionLimits limits, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
    }

    /** Looks at all sessions once. Called about every half minute, and after a login. */
    public CompletionStage<Void> collect() {
        Snapshot state = store.snapshot();
        List<LiveSession> doomed = new ArrayList<>();
        var groups = new HashMap<String, List<LiveSession>>();
        long idleSince = clock.millis() - limits.idleLifetime().toMillis();
        for (LiveSession session : sessions.all()) {
            if (session.lastActiveMillis() < idleSince && !isInUse(state, session)) {
                doomed.add(session);
            } else {
                groups.computeIfAbsent(groupOf(session), any -> new ArrayList<>())
                        .add(session);
            }
        }
        groups.forEach((group, members) -> addOldest(members, limitOf(group), doomed));
        if (!doomed.isEmpty()) {
            log.info("ending {} sessions that are idle or too many", doomed.size());
        }
        doomed.stream().filter(s -> s.kind() == LiveSession.Kind.LOCAL).forEach(sessions::forgetLocal);
        List<Ref<Session>> refs = doomed.stream().map(LiveSession::ref).toList();
        return sessions.closeAll(refs).thenCompose(done -> writeUse(state));
    }

    private CompletionStage<Void> writeUse(Snapshot state) {
        var used = new HashMap<Ref<Session>, Instant>();
        for (LiveSession session : sessions.all()) {
            Row<Session> row = state.get(Session.CLASS, session.ref());
            Instant known = Instant.ofEpochMilli(session.lastActiveMillis());
            if (row != null
                    && row.get(Session.LAST_ACTIVE).plus(WRITE_USE_EVERY).isBefore(known)) {
                used.put(session.ref(), Instant.ofEpochSecond(known.getEpochSecond()));
            }
        }
        if (used.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return store.transact(transaction -> {
                    used.forEach((ref, at) -> transaction.set(Session.CLASS, ref, Session.LAST_ACTIVE, at));
                    return true;
                })
                .thenApply(done -> null);
    }

    private static boolean isInUse(Snapshot state, LiveSession session) {
        Row<Session> row = state.get(Session.CLASS, session.ref());
        return row != null
                && row.get(Session.TASKS).stream()
                        .map(task -> state.get(Task.CLASS, task))
                        .anyMatch(task -> task != null && TaskBook.isOpen(task));
    }

    private static void addOldest(List<LiveSession> members, int limit, List<LiveSession> doomed) {
        if (members.size() > limit) {
            members.stream()
                    .sorted(Comparator.comparingLong(LiveSession::lastActiveMillis))
                    .limit(members.size() - limit)
                    .forEach(doomed::add);
        }
    }

    private static String groupOf(LiveSession session) {
        if (session.kind() == LiveSession.Kind.POOL_MEMBER || session.kind() == LiveSession.Kind.LOCAL) {
            return session.kind().name();
        }
        if (!session.userId().isEmpty()) {
            return "user " + session.userName();
        }
        return session.originator().isEmpty() ? "others" : "originator " + session.originator();
    }

    private int limitOf(String group) {
        return group.startsWith("originator ")
                ? limits.perOriginator()
                : group.startsWith("user ") ? limits.perUser() : limits.others();
    }
}
