package io.xapid.server.console;

import io.xapid.model.store.Row;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Permissions;
import io.xapid.server.api.Printable;
import io.xapid.server.wire.GuardedHandler;
import io.xapid.server.wire.Refusal;
import io.xapid.server.wire.StreamExchange;
import io.xapid.server.wire.Visitor;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a client to a console: finds it, sees that the client may, and joins the two. */
final class ConsoleHandler {
    private static final Logger log = LoggerFactory.getLogger(ConsoleHandler.class);

    private final ConsoleFinder finder;
    private final Viewers viewers;
    private final Permissions permissions;

    ConsoleHandler(ConsoleFinder finder, Viewers viewers, Permissions permissions) {
        this.finder = finder;
        this.viewers = viewers;
        this.permissions = permissions;
    }

    /** CONNECT: raw bytes from then on. */
    GuardedHandler.Inside tunnel() {
        return (exchange, visitor) -> join(
                exchange,
                visitor,
                "http/connect_console/host_console",
                (channel, viewer) -> exchange.tunnel(channel, viewer));
    }

    /** GET with an upgrade: the same bytes in frames of a WebSocket. */
    GuardedHandler.Inside webSocket() {
        return (exchange, visitor) -> {
            WebSocketRequest wish = WebSocketRequest.of(exchange);
            wish.refuseFromElsewhere(exchange, visitor);
            if (viewers.isLimitedToOne()) {
                throw Refusal.unavailable(
                        "Connection Limit Exceeded: consoles that are limited to one take no WebSocket");
            }
            join(
                    exchange,
                    visitor,
                    "http/connect_console_ws/host_console_ws",
                    (channel, viewer) -> exchange.upgrade(wish.acceptance(), new WebSocketFraming(), channel, viewer));
        };
    }

    /** How the two are joined; owns the channel from the call on, and tells the viewer when it is over. */
    @FunctionalInterface
    private interface Joint {
        void join(SocketChannel channel, OpenConsole viewer) throws IOException;
    }

    private void join(StreamExchange exchange, Visitor visitor, String permissionForHost, Joint joint)
            throws Refusal, IOException, InterruptedException {
        if (exchange.hasBody()) {
            throw Refusal.badRequest("what goes to a console comes behind the answer, and is no body");
        }
        ConsoleFinder.Found found = finder.find(exchange.query());
        if (found.isOfControlDomain()) {
            visitor.require(permissions, permissionForHost);
        }
        Path backend = finder.backendOf(found);
        Row<Console> console = found.console().orElseThrow();
        boolean isSerial = console.get(Console.PROTOCOL) == ConsoleProtocol.VT100; // which bears one client at a time
        OpenConsole viewer = viewers.admit(
                console.ref(),
                isSerial || viewers.isLimitedToOne(),
                title(exchange, visitor, found.vm(), console),
                visitor,
                isSerial ? ClientInput.TYPED : new RfbInput());
        visitor.keep(); // who is closed with the viewer
        SocketChannel channel;
        try {
            channel = ConsoleSocket.connect(backend);
        } catch (IOException unreachable) {
            viewer.closed();
            log.info("The console of VM {} does not answer: {}", found.vm().get(Vm.UUID), unreachable.getMessage());
            throw Refusal.notFound("the console does not answer");
        } catch (InterruptedException | RuntimeException problem) {
            viewer.closed();
            throw problem;
        }
        joint.join(channel, viewer);
    }

    private static String title(StreamExchange exchange, Visitor visitor, Row<Vm> vm, Row<Console> console) {
        return "Console (%s) of VM %s for %s at %s"
                .formatted(
                        console.get(Console.PROTOCOL).wireName(),
                        vm.get(Vm.UUID),
                        Printable.of(visitor.name()),
                        exchange.caller().address().isEmpty()
                                ? "the local socket"
                                : exchange.caller().address());
    }
}
