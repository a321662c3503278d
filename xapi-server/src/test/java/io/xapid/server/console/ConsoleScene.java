package io.xapid.server.console;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import io.xapid.server.api.Passwords;
import io.xapid.server.wire.Door;
import io.xapid.server.wire.FrontDoorSettings;
import io.xapid.server.wire.HandlerAuthentication;
import io.xapid.server.wire.HttpRoute;
import io.xapid.server.wire.RawClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A guest with a screen and a serial line, both played by the test, behind the real front door. */
final class ConsoleScene implements AutoCloseable {
    static final String PASSWORD = "pass:word";
    static final int WORKERS = 4;

    final ApiKit api = new ApiKit();
    final AtomicLong nanos = new AtomicLong();
    final PlayedGuest guest;
    final PlayedGuest line;
    final Door door;
    final ConsoleRoom room;
    final Ref<Vm> vm;
    final Ref<Console> screen;
    final Ref<Console> serial;
    private final Path sockets;

    /** @param directory for sockets, which want a short name */
    ConsoleScene(Path directory) throws IOException {
        sockets = Files.createTempDirectory("scene");
        guest = new PlayedGuest(sockets.resolve("vnc"));
        line = new PlayedGuest(sockets.resolve("serial"));
        ApiKit.get(api.passwords.set(Passwords.ROOT, PASSWORD));
        vm = vm("guest", Map.of());
        screen = console(vm, ConsoleProtocol.RFB);
        serial = console(vm, ConsoleProtocol.VT100);
        room = new ConsoleRoom(new ConsoleRoom.Surroundings(
                api.store,
                ApiKit.HERE,
                ApiKit.POOL,
                hypervisor(),
                api.permissions,
                api.timer,
                api.workers,
                nanos::get,
                Duration.ofSeconds(2)));
        var authentication = new HandlerAuthentication(api.sessions, api.checks);
        door = new Door(
                directory,
                FrontDoorSettings.Limits.DEFAULT,
                Executors.newFixedThreadPool(WORKERS),
                room.routes(authentication).toArray(HttpRoute[]::new));
    }

    /** One that runs here. */
    Ref<Vm> vm(String name, Map<Field<Vm, ?>, Object> more) {
        var values = new HashMap<Field<Vm, ?>, Object>(more);
        values.put(Vm.NAME_LABEL, name);
        values.putIfAbsent(Vm.POWER_STATE, PowerState.RUNNING);
        values.putIfAbsent(Vm.RESIDENT_ON, ApiKit.HERE);
        return api.have(Vm.CLASS, values);
    }

    Ref<Console> console(Ref<Vm> of, ConsoleProtocol protocol) {
        return api.have(Console.CLASS, Map.of(Console.VM, of, Console.PROTOCOL, protocol));
    }

    String vmUuid() {
        return api.row(Vm.CLASS, vm).get(Vm.UUID);
    }

    Ref<Host> elsewhere() {
        return api.have(Host.CLASS, Map.of(Host.NAME_LABEL, "elsewhere"));
    }

    /** A client that has asked for the guest's screen and been let in. */
    RawClient watching(String session) throws IOException {
        RawClient client = door.connect();
        client.send(connect(vm, session));
        if (!client.readHead().get(0).equals("HTTP/1.1 200 OK")) {
            throw new AssertionError("not let in");
        }
        return client;
    }

    static String connect(Ref<?> about, String session) {
        return "CONNECT /console?ref=" + about + "&session_id=" + session + " HTTP/1.0\r\n\r\n";
    }

    /** Waits until something holds that another thread brings about. */
    static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    void untilNobodyWatches() throws InterruptedException {
        until("nobody watches", () -> room.viewers() == 0);
    }

    private Hypervisor hypervisor() {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("consolesOf")) {
                        return new ConsoleEndpoints(
                                Optional.of(guest.path()), Optional.of(line.path()), Optional.empty());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void close() throws IOException {
        door.close();
        room.close();
        api.close();
        guest.close();
        line.close();
        Files.deleteIfExists(guest.path());
        Files.deleteIfExists(line.path());
        Files.deleteIfExists(sockets);
    }
}
