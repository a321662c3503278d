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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** All that there is about reaching guests' consoles on this host. Closing it ends the connections to them. */
public final class ConsoleRoom implements AutoCloseable {
    private final Viewers viewers;
    private final ConsoleHandler handler;
    private final SnapshotHandler snapshots;
    private final Permissions permissions;

    /**
     * What consoles need around them. The caller owns it all.
     *
     * @param nanoTime the time since some moment, in nanoseconds
     * @param pictureLimit how long taking a picture of a screen may last
     */
    public record Surroundings(
            Store store,
            Ref<Host> here,
            Ref<Pool> pool,
            Hypervisor hypervisor,
            Permissions permissions,
            ScheduledExecutorService timer,
            Executor workers,
            LongSupplier nanoTime,
            Duration pictureLimit) {}

    public ConsoleRoom(Surroundings around) {
        this.permissions = around.permissions();
        this.viewers = new Viewers(around.store(), around.pool(), around.timer(), around.workers(), around.nanoTime());
        var finder = new ConsoleFinder(around.store(), around.here(), around.hypervisor());
        this.handler = new ConsoleHandler(finder, viewers, permissions);
        this.snapshots = new SnapshotHandler(finder, permissions, around.pictureLimit());
    }

    /** What clients ask for. */
    public List<HttpRoute> routes(HandlerAuthentication authentication) {
        return List.of(
                route("CONNECT", "/console", "connect_console", authentication, handler.tunnel()),
                route("GET", "/console", "connect_console_ws", authentication, handler.webSocket()),
                route("GET", "/vncsnapshot", "get_vncsnapshot", authentication, snapshots));
    }

    private HttpRoute route(
            String method,
            String path,
            String action,
            HandlerAuthentication authentication,
            GuardedHandler.Inside inside) {
        String label = path.equals("/console") ? "Connection to VM console" : "Snapshot of VM console";
        return new HttpRoute(
                method, path, new GuardedHandler(authentication, permissions, "http/" + action, label, inside));
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
