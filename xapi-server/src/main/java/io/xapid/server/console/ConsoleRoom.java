package io.xapid.server.console;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Store;
import io.xapid.server.api.Permissions;
import io.xapid.server.wire.GuardedHandler;
import io.xapid.server.wire.HandlerAuthentication;
import io.xapid.server.wire.HttpRoute;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** All that there is about reaching guests' consoles on this host. Closing it ends the connections to them. */
public final class ConsoleRoom implements AutoCloseable {
    private static final String LABEL = "Connection to VM console";

    private final Viewers viewers;
    private final ConsoleHandler handler;
    private final Permissions permissions;

    /**
     * What consoles need around them. The caller owns it all.
     *
     * @param nanoTime the time since some moment, in nanoseconds
     */
    public record Surroundings(
            Store store,
            Ref<Host> here,
            Ref<Pool> pool,
            Hypervisor hypervisor,
            Permissions permissions,
            ScheduledExecutorService timer,
            Executor workers,
            LongSupplier nanoTime) {}

    public ConsoleRoom(Surroundings around) {
        this.permissions = around.permissions();
        this.viewers = new Viewers(around.store(), around.pool(), around.timer(), around.workers(), around.nanoTime());
        this.handler = new ConsoleHandler(
                new ConsoleFinder(around.store(), around.here(), around.hypervisor()), viewers, permissions);
    }

    /** What clients ask for. */
    public List<HttpRoute> routes(HandlerAuthentication authentication) {
        return List.of(
                route("CONNECT", "http/connect_console", authentication, handler.tunnel()),
                route("GET", "http/connect_console_ws", authentication, handler.webSocket()));
    }

    private HttpRoute route(
            String method, String action, HandlerAuthentication authentication, GuardedHandler.Inside inside) {
        return new HttpRoute(
                method, "/console", new GuardedHandler(authentication, permissions, action, LABEL, inside));
    }

    /** How many clients watch. */
    int viewers() {
        return viewers.count();
    }

    /** Sends away who must go; done every second while somebody watches. */
    void look() {
        viewers.look();
    }

    @Override
    public void close() {
        viewers.close();
    }
}
