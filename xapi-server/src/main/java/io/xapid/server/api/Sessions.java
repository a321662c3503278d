package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.access.Subject;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The sessions there are. They stand in the state, so they outlive the daemon and are good on every host; what this host
 * looks up on every call is kept beside it. Local sessions stand only there.
 */
public final class Sessions implements AutoCloseable {
    private final Store store;
    private final Ref<Host> here;
    private final Clock clock;
    private final SessionRegistry live = new SessionRegistry();
    private final List<Consumer<Ref<Session>>> endListeners = new CopyOnWriteArrayList<>();
    private final AutoCloseable feed;

    /** @param here the host whose daemon this is */
    public Sessions(Store store, Ref<Host> here, Clock clock) {
        this.store = store;
        this.here = here;
        this.clock = clock;
        this.feed = store.feed().listen((state, changes) -> hear(changes));
        store.snapshot().table(Session.CLASS).rows().forEach(row -> live.put(liveFrom(row)));
    }

    /** @throws SessionFailure.Invalid when there is no such session */
    public LiveSession require(String reference) {
        return find(reference).orElseThrow(() -> new SessionFailure.Invalid(reference));
    }

    /** The session, which counts as used now. */
    public Optional<LiveSession> find(String reference) {
        Optional<LiveSession> found = live.find(reference);
        found.ifPresent(session -> session.usedAt(clock.millis()));
        return found;
    }

    /** Calls back when a session ends, on the log's thread. */
    public void onEnd(Consumer<Ref<Session>> listener) {
        endListeners.add(listener);
    }

    /** Who a new session stands for. */
    public record Opening(
            LiveSession.Kind kind,
            String userName,
            String userId,
            Ref<Subject> subject,
            Set<Role> roles,
            String originator) {
        public Opening {
            roles = Set.copyOf(roles);
        }

        /** Root, who needs no role. */
        public static Opening ofRoot(String userName, String originator) {
            return new Opening(LiveSession.Kind.SUPERUSER, userName, "", Ref.none(), Set.of(), originator);
        }

        /** A user from outside the pool, with the roles held at this moment. */
        public static Opening ofUser(
                String userName, String userId, Ref<Subject> subject, Set<Role> roles, String originator) {
            return new Opening(LiveSession.Kind.USER, userName, userId, subject, roles, originator);
        }
    }

    /** Opens a session; the reference is a secret. */
    public CompletionStage<Ref<Session>> open(Opening opening) {
        Ref<Session> ref = live.freshRef();
        return store.transact(transaction -> {
            insert(transaction, ref, opening);
            return ref;
        });
    }

    /** Opens a session that this host alone knows, and forgets when its daemon stops. */
    Ref<Session> openLocal(String userName) {
        Ref<Session> ref = live.freshRef();
        live.put(new LiveSession(ref, LiveSession.Kind.LOCAL, Set.of(), userName, "", "", clock.millis()));
        return ref;
    }

    /** Ends a session of either sort; nothing happens when it has ended. */
    public CompletionStage<Void> close(LiveSession session) {
        if (session.kind() == LiveSession.Kind.LOCAL) {
            end(session.ref());
        }
        return closeAll(List.of(session.ref()));
    }

    CompletionStage<Void> closeAll(Collection<Ref<Session>> refs) {
        return store.transact(transaction -> {
                    for (Ref<Session> ref : refs) {
                        if (transaction.get(Session.CLASS, ref) != null) {
                            transaction.delete(Session.CLASS, ref);
                        }
                    }
                    return true;
                })
                .thenApply(done -> null);
    }

    Collection<LiveSession> all() {
        return live.all();
    }

    void forgetLocal(LiveSession session) {
        end(session.ref());
    }

    @Override
    public void close() {
        try {
            feed.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void insert(Transaction transaction, Ref<Session> ref, Opening opening) {
        var values = new HashMap<Field<Session, ?>, Object>();
        values.put(Session.THIS_HOST, here);
        values.put(Session.LAST_ACTIVE, transaction.now());
        values.put(Session.VALIDATION_TIME, transaction.now());
        values.put(Session.POOL, opening.kind() == LiveSession.Kind.POOL_MEMBER);
        values.put(Session.IS_LOCAL_SUPERUSER, opening.kind() == LiveSession.Kind.SUPERUSER);
        values.put(Session.SUBJECT, opening.subject());
        values.put(Session.AUTH_USER_SID, opening.userId());
        values.put(Session.AUTH_USER_NAME, opening.userName());
        values.put(Session.ORIGINATOR, opening.originator());
        values.put(Session.CLIENT_CERTIFICATE, opening.roles().contains(Role.CLIENT_CERT));
        values.put( // the names of roles; reading shows what they allow
                Session.RBAC_PERMISSIONS,
                opening.roles().stream().map(Role::wireName).toList());
        transaction.insert(Session.CLASS, ref, values);
    }

    private void hear(ChangeSet changes) {
        for (ChangeSet.RowChange change : changes.rows()) {
            Row<?> row = change.row();
            if (row.definition().equals(Session.CLASS)) {
                Row<Session> session = typed(row);
                if (change.isDeletion()) {
                    end(session.ref());
                } else {
                    hear(session);
                }
            }
        }
    }

    private void hear(Row<Session> row) {
        Optional<LiveSession> known = live.find(row.ref().value());
        if (known.isPresent()) {
            known.get().usedAt(row.get(Session.LAST_ACTIVE).toEpochMilli());
        } else {
            live.put(liveFrom(row));
        }
    }

    private void end(Ref<Session> ref) {
        live.remove(ref);
        endListeners.forEach(listener -> listener.accept(ref));
    }

    static LiveSession liveFrom(Row<Session> row) {
        LiveSession.Kind kind = row.get(Session.IS_LOCAL_SUPERUSER)
                ? LiveSession.Kind.SUPERUSER
                : row.get(Session.POOL) ? LiveSession.Kind.POOL_MEMBER : LiveSession.Kind.USER;
        Instant lastActive = row.get(Session.LAST_ACTIVE);
        return new LiveSession(
                row.ref(),
                kind,
                rolesOf(row),
                row.get(Session.AUTH_USER_NAME),
                row.get(Session.AUTH_USER_SID),
                row.get(Session.ORIGINATOR),
                lastActive.toEpochMilli());
    }

    static Set<Role> rolesOf(Row<Session> row) {
        List<String> names = row.get(Session.RBAC_PERMISSIONS);
        var roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (names.contains(role.wireName())) {
                roles.add(role);
            }
        }
        return roles;
    }

    @SuppressWarnings("unchecked") // the caller has compared the class
    private static Row<Session> typed(Row<?> row) {
        return (Row<Session>) row;
    }

    /** Shows what a session's roles allow, by name, where the row keeps the roles alone. */
    public static void describePermissions(DerivedValues.Builder derived, Permissions permissions) {
        Map<Role, List<String>> allowed = new HashMap<>();
        for (Role role : Role.values()) {
            allowed.put(role, permissions.namesOf(role));
        }
        derived.add(Session.RBAC_PERMISSIONS, (row, view) -> {
            var names = new LinkedHashSet<String>(row.get(Session.RBAC_PERMISSIONS));
            rolesOf(row).forEach(role -> names.addAll(allowed.getOrDefault(role, List.of())));
            return List.copyOf(names);
        });
    }
}
