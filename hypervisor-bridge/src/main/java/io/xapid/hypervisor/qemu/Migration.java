package io.xapid.hypervisor.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.qmp.Qmp;
import io.xapid.hypervisor.qmp.QmpException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** A guest's state on its way out of QEMU or into it, through a socket in the guest's folder. */
final class Migration {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Set<String> OVER = Set.of("completed", "failed", "cancelled");
    private static final int BUFFER_BYTES = 1 << 20;
    private static final long NO_LIMIT_BYTES_PER_SECOND = 1L << 40;

    private final QemuDomain domain;

    Migration(QemuDomain domain) {
        this.domain = domain;
    }

    void out(WritableByteChannel to) {
        try {
            use("events");
            domain.command("suspend", "migrate-set-parameters", Map.of("max-bandwidth", NO_LIMIT_BYTES_PER_SECOND));
            Path socket = freshSocket();
            try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket), 1);
                save(server, to);
            } finally {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw domain.failed("suspend", e);
        } catch (QmpException e) {
            throw domain.refused("suspend", e);
        }
    }

    private void save(ServerSocketChannel server, WritableByteChannel to) throws IOException, QmpException {
        try (var over = domain.monitor().expect(Migration::isOver)) {
            domain.command("suspend", "migrate", Map.of("uri", "unix:" + RunDirectory.MIGRATION_SOCKET));
            try (var stream = accept(server)) {
                copy(stream, to);
            } catch (IOException e) {
                giveUp(over, e);
                throw e;
            }
            require(over.await("the saved state to be complete", SETTLED));
        }
    }

    /** The guest stays here: QEMU must not go on thinking that it is half away. */
    private void giveUp(Qmp.Awaited over, IOException cause) {
        try {
            domain.command("give up suspending", "migrate_cancel", Map.of());
            over.await("it to give up", QemuDomain.COMMAND);
        } catch (HypervisorException | QmpException e) {
            cause.addSuppressed(e);
        }
    }

    void in(ReadableByteChannel saved) {
        try {
            // else this QEMU takes the disks as soon as all is here, and the sender could not go on when word of that
            // is lost
            use("events", "late-block-activate");
            Path socket = freshSocket();
            try (var over = domain.monitor().expect(Migration::isOver)) {
                domain.command("restore", "migrate-incoming", Map.of("uri", "unix:" + RunDirectory.MIGRATION_SOCKET));
                try (var stream = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    feed(saved, stream);
                    require(over.await("the saved state to be read", SETTLED));
                }
            } finally {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw new HypervisorException(
                    Reason.FAILED,
                    "guest %s: cannot restore it: %s; QEMU said: %s"
                            .formatted(
                                    domain.vm(),
                                    e.getMessage(),
                                    domain.directory().tail(RunDirectory.QEMU_LOG, 1_000)),
                    e);
        } catch (QmpException e) {
            throw domain.refused(
                    "restore (QEMU said: " + domain.directory().tail(RunDirectory.QEMU_LOG, 1_000) + ")", e);
        }
    }

    /** A disk holds more than the state: QEMU hangs up when it has all, or has seen what it cannot use. */
    private static void feed(ReadableByteChannel saved, SocketChannel stream) throws IOException {
        var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        boolean listens = true;
        while (listens && saved.read(buffer.clear()) >= 0) {
            listens = takes(stream, buffer.flip());
        }
        if (listens) {
            stream.shutdownOutput();
        }
    }

    private static boolean takes(SocketChannel stream, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                stream.write(bytes);
            }
            return true;
        } catch (IOException hungUp) { // why, it tells as the result of its migration
            return false;
        }
    }

    private void use(String... capabilities) {
        var wanted = Arrays.stream(capabilities)
                .map(name -> Map.of("capability", name, "state", true))
                .toList();
        domain.command("prepare for its state", "migrate-set-capabilities", Map.of("capabilities", wanted));
    }

    private static boolean isOver(Qmp.Event event) {
        return event.name().equals("MIGRATION")
                && OVER.contains(event.data().path("status").asText());
    }

    private void require(Qmp.Event event) throws QmpException {
        String status = event.data().path("status").asText();
        if (!status.equals("completed")) {
            JsonNode known = domain.monitor().execute("query-migrate", Map.of(), QemuDomain.COMMAND);
            throw new QmpException(
                    status, "it " + status + " " + known.path("error-desc").asText());
        }
    }

    private Path freshSocket() throws IOException {
        var process = domain.process().orElseThrow(() -> new IOException("its QEMU is gone"));
        Files.deleteIfExists(domain.directory().file(RunDirectory.MIGRATION_SOCKET));
        return domain.directory().socket(RunDirectory.MIGRATION_SOCKET, process);
    }

    /** QEMU's call, for which a plain accept would wait for ever. */
    private static ByteChannel accept(ServerSocketChannel server) throws IOException {
        server.configureBlocking(false);
        try (var selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            selector.select(CONNECT.toMillis());
            SocketChannel accepted = server.accept();
            if (accepted == null) {
                throw new IOException("QEMU did not begin to send its state");
            }
            accepted.configureBlocking(true);
            return accepted;
        }
    }

    private static void copy(ReadableByteChannel from, WritableByteChannel to) throws IOException {
        var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
    }
}
