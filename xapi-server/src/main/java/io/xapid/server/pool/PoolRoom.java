package io.xapid.server.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.server.api.Permissions;
import io.xapid.server.wire.GuardedHandler;
import io.xapid.server.wire.HandlerAuthentication;
import io.xapid.server.wire.HttpRoute;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** What makes single hosts a pool. */
public final class PoolRoom {
    private final Store store;
    private final Ref<Host> here;
    private final PoolSeat seat;
    private final Joining joining;
    private final JoinHandler reception;

    /**
     * @param restart has the daemon start anew, soon
     * @param timer starts what is due; never does the work itself
     */
    public PoolRoom(
            Store store, Ref<Host> here, PoolSeat seat, Runnable restart, ScheduledExecutorService timer, Clock clock) {
        this.store = store;
        this.here = here;
        this.seat = seat;
        this.joining = new Joining(store, here, seat, restart, timer, clock);
        this.reception = new JoinHandler(new Reception(store, here, seat, clock));
    }

    public List<Object> services() {
        return List.of(new MembershipService(joining));
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

    /** Which row is this host. */
    Ref<Host> here() {
        return here;
    }
}
