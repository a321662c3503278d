package io.xapid.hypervisor.qmp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.bridge.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A client of one QEMU's monitor: commands with deadlines, and the events in between. Everything it reads is bounded. */
public final class Qmp implements AutoCloseable {
    /** Longest reply; the longest that the bridge asks for is a few kilobytes. */
    private static final int LINE_LIMIT_BYTES = 4 << 20;

    private static final int PENDING_LIMIT = 256;

    public static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(64)
                    .build())
            .build());

    /** Hears what the monitor says by itself; called from the sockets' thread, and never to be held up. */
    public interface Listener {
        void event(Event event);

        void closed(Qmp connection, String why);
    }

    /** Something that happened, as QEMU tells it. */
    public record Event(String name, JsonNode data) {}

    private record Expected(Predicate<Event> wanted, CompletableFuture<Event> coming) {}

    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<Long, Expected> expected = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Listener listener;
    private final LineConnection connection;

    private Qmp(SocketLoop loop, Path socket, Listener listener) throws IOException {
        this.listener = listener;
        this.connection = loop.connect(socket, LINE_LIMIT_BYTES, new LineConnection.Listener() {
            @Override
            public void line(byte[] line) {
                received(line);
            }

            @Override
            public void ended(String why) {
                finished(why);
            }
        });
    }

    /** Connects, waits for the greeting and enters command mode, all before the deadline. */
    public static Qmp open(SocketLoop loop, Path socket, Duration deadline, Listener listener) throws IOException {
        long until = System.nanoTime() + deadline.toNanos();
        var qmp = new Qmp(loop, socket, listener);
        try {
            JsonNode greeting = qmp.await(qmp.greeting, "the greeting", deadline);
            if (!greeting.path("QMP").path("version").isObject()) {
                throw new QmpException(QmpException.CLOSED, "what answers there is not a QEMU monitor");
            }
            qmp.execute("qmp_capabilities", Map.of(), Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            return qmp;
        } catch (QmpException e) {
            qmp.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    public boolean isOpen() {
        return !ended.isDone();
    }

    /** Completes, with the reason, when the monitor has hung up; that is how a QEMU's end shows first. */
    public CompletableFuture<String> ended() {
        return ended.copy();
    }

    /** Carries out one command and returns what it returned. */
    public JsonNode execute(String command, Map<String, ?> arguments, Duration deadline) throws QmpException {
        long id = ids.incrementAndGet();
        var reply = new CompletableFuture<JsonNode>();
        if (pending.size() >= PENDING_LIMIT) {
            throw new QmpException(QmpException.TIMEOUT, "too many commands wait for their answer");
        }
        pending.put(id, reply);
        try {
            ObjectNode message = JSON.createObjectNode().put("execute", command).put("id", id);
            if (!arguments.isEmpty()) {
                message.set("arguments", JSON.valueToTree(arguments));
            }
            byte[] line = JSON.writeValueAsBytes(message);
            byte[] ended = Arrays.copyOf(line, line.length + 1);
            ended[line.length] = '\n';
            connection.send(ended);
            if (!isOpen() && !reply.isDone()) { // it ended before it could see this command pending
                throw new IOException("the connection is closed");
            }
            return await(reply, command, deadline);
        } catch (IOException e) {
            throw new QmpException(QmpException.CLOSED, command + ": " + e.getMessage());
        } finally {
            pending.remove(id);
        }
    }

    /** An event to come; ask before the act that causes it, and close it. */
    public Awaited expect(Predicate<Event> wanted) {
        long id = ids.incrementAndGet();
        var coming = new CompletableFuture<Event>();
        expected.put(id, new Expected(wanted, coming));
        if (!isOpen()) {
            coming.completeExceptionally(new QmpException(QmpException.CLOSED, "the connection is closed"));
        }
        return new Awaited(id, coming);
    }

    /** An event that may come. */
    public final class Awaited implements AutoCloseable {
        private final long id;
        private final CompletableFuture<Event> coming;

        private Awaited(long id, CompletableFuture<Event> coming) {
            this.id = id;
            this.coming = coming;
        }

        public Event await(String what, Duration deadline) throws QmpException {
            return Qmp.this.await(coming, what, deadline);
        }

        /** Whether it came already. */
        public boolean hasCome() {
            return coming.isDone() && !coming.isCompletedExceptionally();
        }

        @Override
        public void close() {
            expected.remove(id);
        }
    }

    private <T> T await(CompletableFuture<T> coming, String what, Duration deadline) throws QmpException {
        try {
            return coming.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new QmpException(
                    QmpException.TIMEOUT, "%s: no answer within %d ms".formatted(what, deadline.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QmpException(QmpException.INTERRUPTED, what + ": interrupted while waiting");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QmpException refusal) {
                throw new QmpException(refusal.kind(), what + ": " + refusal.getMessage());
            }
            throw new QmpException(QmpException.CLOSED, what + ": " + e.getCause());
        }
    }

    private void received(byte[] line) {
        JsonNode message;
        try {
            message = JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "not JSON: " + Printable.of(new String(line, StandardCharsets.UTF_8), 80), e);
        }
        if (!greeting.isDone()) {
            greeting.complete(message);
        } else if (message.has("event")) {
            var event = new Event(message.path("event").asText(), message.path("data"));
            expected.values().stream()
                    .filter(one -> one.wanted().test(event))
                    .forEach(one -> one.coming().complete(event));
            listener.event(event);
        } else if (message.has("id")) {
            var reply = pending.get(message.path("id").asLong());
            if (reply == null) {
                return; // its caller has given up waiting
            }
            if (message.has("return")) {
                reply.complete(message.get("return"));
            } else {
                JsonNode error = message.path("error");
                reply.completeExceptionally(new QmpException(
                        error.path("class").asText(), error.path("desc").asText()));
            }
        }
    }

    private void finished(String why) {
        ended.complete(why);
        var closed = new QmpException(QmpException.CLOSED, why);
        greeting.completeExceptionally(closed);
        pending.values().forEach(reply -> reply.completeExceptionally(closed));
        expected.values().forEach(one -> one.coming().completeExceptionally(closed));
        listener.closed(this, why);
    }

    @Override
    public void close() {
        connection.close();
    }
}
