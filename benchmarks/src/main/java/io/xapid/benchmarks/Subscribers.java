package io.xapid.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many connections that wait for events, and one that causes them. One thread serves all of them. Time runs from the
 * moment in which the change is asked for, so that the commit is part of it.
 */
public final class Subscribers {
    private static final long PAUSE_MILLIS =
            250; // until all wait again: the bare Jetty does not tell those who ask too late
    private static final int TAIL_BYTES = 256;

    private static final long PATIENCE_MILLIS = 10_000;

    private final Script script;
    private final ByteBuffer in = ByteBuffer.allocateDirect(256 << 10);
    private final List<Connection> waiters = new ArrayList<>();
    private final List<Double> latencies = new ArrayList<>();
    private final List<Double> acknowledged = new ArrayList<>();
    private long changedAt;
    private int due;

    private Subscribers(Script script) {
        this.script = script;
    }

    /**
     * What to do.
     *
     * @param asks the request of each subscriber, before and behind the token; one without token has one part
     * @param token what to wait from at first; empty when the answers bear none
     * @param mark what stands before the token of an answer
     * @param change the request that causes the event, in which %ROUND% stands for seven other letters each time
     * @param concerned how many subscribers have each event to expect
     */
    public record Script(
            int port,
            List<List<String>> asks,
            String token,
            String mark,
            String change,
            int concerned,
            int rounds,
            int warmUp) {
        /** The same without anything that counts. */
        Script warmUp(int times) {
            return new Script(port, asks, token, mark, change, concerned, 0, times);
        }
    }

    /** Milliseconds until each of those concerned knew, and until the one who made the change was told that it is done. */
    public record Outcome(List<Double> latencies, List<Double> acknowledged) {
        void add(Outcome more) {
            latencies.addAll(more.latencies());
            acknowledged.addAll(more.acknowledged());
        }
    }

    static Outcome run(Setup setup, Script script) throws IOException, InterruptedException {
        Path file = Files.createTempFile(setup.folder(), "script", "");
        new ObjectMapper().writeValue(file.toFile(), script);
        return new ObjectMapper()
                .readValue(ChildProcess.output(setup.program(Subscribers.class, file.toString())), Outcome.class);
    }

    /** A file with the script. */
    public static void main(String[] arguments) throws Exception {
        Script script = new ObjectMapper().readValue(Path.of(arguments[0]).toFile(), Script.class);
        System.out.println(new ObjectMapper().writeValueAsString(new Subscribers(script).drive()));
    }

    private Outcome drive() throws IOException, InterruptedException {
        try (var selector = Selector.open()) {
            var author = new Connection(selector, null);
            for (List<String> parts : script.asks()) {
                waiters.add(new Connection(selector, parts));
            }
            for (Connection waiter : waiters) {
                waiter.await();
            }
            settle(selector, 4 * PAUSE_MILLIS);
            for (int round = -script.warmUp(); round < script.rounds(); round++) {
                settle(selector, PAUSE_MILLIS);
                due = script.concerned() + 1;
                changedAt = System.nanoTime();
                author.send(script.change().replace("%ROUND%", "r%06d".formatted(round + script.warmUp())));
                while (due > 0) {
                    turn(selector);
                }
                if (due < 0) {
                    throw new IOException("answers that nobody caused");
                }
                judge(author, round >= 0);
            }
            return new Outcome(latencies, acknowledged);
        }
    }

    /** Nobody must be told anything while nothing changes. */
    private void settle(Selector selector, long millis) throws IOException {
        long until = System.nanoTime() + millis * 1_000_000;
        due = 0;
        for (long left = millis; left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            if (selector.select(Subscribers::read, left) > 0) {
                throw new IOException("an answer that nobody caused");
            }
        }
    }

    private static void read(SelectionKey key) {
        ((Connection) key.attachment()).readUnchecked();
    }

    private void turn(Selector selector) throws IOException {
        if (selector.select(Subscribers::read, PATIENCE_MILLIS) == 0) {
            throw new IOException(due + " answers are missing");
        }
    }

    /** Takes the figures, and has all who were told wait again: not before, so that their asking delays nobody's news. */
    private void judge(Connection author, boolean counts) throws IOException {
        double done = author.judge();
        if (counts) {
            acknowledged.add(done);
        }
        for (Connection waiter : waiters) {
            if (waiter.isAnswered()) {
                double told = waiter.judge();
                if (counts) {
                    latencies.add(told);
                }
            }
        }
        for (Connection waiter : waiters) {
            if (waiter.isAnswered()) {
                waiter.await();
            }
        }
    }

    /** A connection, of a subscriber or of the author. */
    private final class Connection {
        private final SocketChannel channel;
        private final @Nullable List<String> parts;
        private final ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
        private String token = script.token();
        private long received;
        private long length;
        private long endedAt; // 0 while an answer is awaited

        Connection(Selector selector, @Nullable List<String> parts) throws IOException {
            this.parts = parts;
            this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), script.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void await() throws IOException {
            if (parts != null) {
                send(parts.size() == 1 ? parts.get(0) : parts.get(0) + token + parts.get(1));
            }
        }

        void send(String request) throws IOException {
            received = 0;
            endedAt = 0;
            tail.clear();
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            channel.write(out);
            if (out.hasRemaining()) {
                throw new IOException("a request did not fit into an empty socket");
            }
        }

        boolean isAnswered() {
            return endedAt != 0;
        }

        void readUnchecked() {
            try {
                read();
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }

        /** Does no more than it must, since what is measured shares the machine with it. */
        private void read() throws IOException {
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                throw new EOFException("the server closed a connection");
            }
            if (received == 0) {
                length = HttpMessages.answerLength(in, count);
            }
            received += count;
            if (received > length - TAIL_BYTES) {
                keepTail(count);
            }
            if (received == length) {
                endedAt = System.nanoTime();
                due--;
            }
        }

        /** The token stands at the end of an answer. */
        private void keepTail(int count) {
            int kept = Math.min(count, TAIL_BYTES);
            if (kept > tail.remaining()) {
                tail.flip().position(Math.max(0, tail.limit() + kept - TAIL_BYTES));
                tail.compact();
            }
            in.position(count - kept).limit(count);
            tail.put(in);
        }

        /** Looks at an answer, once all who were concerned have theirs. */
        double judge() throws IOException {
            String text = new String(tail.array(), 0, tail.position(), StandardCharsets.ISO_8859_1);
            if (text.contains("<name>faultCode</name>") || text.contains("Failure")) {
                throw new IOException("a call failed: " + text);
            }
            if (parts != null && !script.token().isEmpty()) {
                int mark = text.lastIndexOf(script.mark());
                if (mark < 0) {
                    throw new IOException("no token: " + text);
                }
                int from = mark + script.mark().length();
                token = text.substring(from, from + script.token().length());
            }
            return (endedAt - changedAt) / 1e6;
        }
    }
}
