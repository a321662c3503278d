package io.xapid.server.console;

import io.xapid.model.vm.Console;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Permissions;
import io.xapid.server.wire.GuardedHandler;
import io.xapid.server.wire.Refusal;
import io.xapid.server.wire.StreamExchange;
import io.xapid.server.wire.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a picture of a guest's screen. Few are taken at once: each needs a worker and some memory meanwhile. */
final class SnapshotHandler implements GuardedHandler.Inside {
    private static final Logger log = LoggerFactory.getLogger(SnapshotHandler.class);
    private static final int AT_ONCE = 4;

    private final ConsoleFinder finder;
    private final Permissions permissions;
    private final Duration limit;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** @param limit for taking one picture */
    SnapshotHandler(ConsoleFinder finder, Permissions permissions, Duration limit) {
        this.finder = finder;
        this.permissions = permissions;
        this.limit = limit;
    }

    @Override
    public void handle(StreamExchange exchange, Visitor visitor) throws Refusal, IOException, InterruptedException {
        ConsoleFinder.Found found = finder.find(exchange.query());
        if (found.isOfControlDomain()) {
            visitor.require(permissions, "http/get_vncsnapshot/host_console");
        }
        Path backend = finder.backendOf(found);
        if (found.console()
                .filter(console -> console.get(Console.PROTOCOL) == ConsoleProtocol.RFB)
                .isEmpty()) {
            throw Refusal.notFound("only screens have pictures");
        }
        String uuid = found.vm().get(Vm.UUID);
        byte[] jpeg = taken(backend, uuid);
        exchange.answer(
                200,
                "image/jpeg",
                Map.of("content-disposition", "attachment; filename=\"snapshot-" + uuid + ".jpg\""),
                jpeg);
    }

    private byte[] taken(Path backend, String uuid) throws Refusal, InterruptedException {
        if (!places.tryAcquire()) {
            throw Refusal.unavailable("too many pictures are being taken");
        }
        try {
            return ScreenCamera.jpegOf(ConsoleSocket.connect(backend), limit);
        } catch (IOException problem) {
            log.info("No picture of VM {}: {}", uuid, problem.getMessage());
            throw Refusal.notFound("the console gives no picture");
        } finally {
            places.release();
        }
    }
}
