package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.LogException;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.server.api.Permissions;
import io.xapid.server.job.Jobs;
import io.xapid.server.wire.GuardedHandler;
import io.xapid.server.wire.HandlerAuthentication;
import io.xapid.server.wire.HttpRoute;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What makes single hosts a pool. */
public final class PoolRoom {
    private static final Logger log = LoggerFactory.getLogger(PoolRoom.class);

    private final Store store;
    private final Ref<Host> here;
    private final PoolSeat seat;
    private final Joining joining;
    private final JoinHandler reception;
    private final Steward steward;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    /**
     * @param restart has the daemon start anew, soon
     */
    public PoolRoom(Store store, Ref<Host> here, PoolSeat seat, Runnable restart, Clock clock) {
        this.store = store;
        this.here = here;
        this.seat = seat;
        this.joining = new Joining(store, here, seat, restart, clock);
        this.steward = new Steward(store, here, seat);
        this.reception = new JoinHandler(new Reception(store, here, seat, clock));
    }

    /** @param jobs what hosts have to do */
    public List<Object> services(Jobs jobs) {
        return List.of(
                new MembershipService(joining, new Leaving(store, jobs)),
                new DeadHosts(store, here, jobs),
                new Coordinators(store),
                new Emergencies());
    }

    public List<HttpRoute> routes(HandlerAuthentication authentication, Permissions permissions) {
        return List.of(
                route("GET", authentication, permissions, reception::tell),
                route("POST", authentication, permissions, reception::admit),
                route("PUT", authentication, permissions, reception::withdraw));
    }

    private static HttpRoute route(
            String method,
            HandlerAuthentication authentication,
            Permissions permissions,
            GuardedHandler.Inside inside) {
        return new HttpRoute(
                method,
                JoinWords.PATH,
                new GuardedHandler(authentication, permissions, "pool.join", "Joining a pool", inside));
    }

    /** Goes on with what was under way when the daemon went, and says that this host is here. */
    public void settle() throws IOException {
        joining.settle();
        if (seat.isAlone()) {
            return;
        }
        String self = seat.roster().orElseThrow().self().toString();
        store.transact(transaction -> {
                    List<Row<JoinRecord>> over = transaction.table(JoinRecord.CLASS).stream()
                            .filter(row -> row.get(JoinRecord.HOST_UUID).equals(self))
                            .toList();
                    over.forEach(row -> transaction.delete(JoinRecord.CLASS, row.ref()));
                    return true;
                })
                .join();
        seat.files().forgetStateAside();
    }

    /** Has what must be looked after done, for this host and, if it leads, for the pool. Called every second; waits for nothing. */
    public void look() {
        if (!seat.isAlone() && isLooking.compareAndSet(false, true)) {
            seat.later(this::lookNow);
        }
    }

    private void lookNow() {
        try {
            seat.followIfOut();
            seat.voteIfAsked(store.snapshot());
            sayLive();
            steward.look();
        } catch (CompletionException | LogException unkept) {
            log.warn("the pool could not be looked after: {}", unkept.getMessage());
        } finally {
            isLooking.set(false);
        }
    }

    /** Others may have taken this host for gone. */
    private void sayLive() {
        Snapshot state = store.snapshot();
        Row<Host> host = state.get(Host.CLASS, here);
        Row<HostMetrics> metrics = host == null ? null : state.get(HostMetrics.CLASS, host.get(Host.METRICS));
        if (metrics != null && !metrics.get(HostMetrics.LIVE)) {
            store.transact(transaction -> {
                        transaction.set(HostMetrics.CLASS, metrics.ref(), HostMetrics.LIVE, true);
                        return true;
                    })
                    .join();
        }
    }
}
