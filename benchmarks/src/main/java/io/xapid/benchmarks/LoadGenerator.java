package io.xapid.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends one request again and again over connections that are kept, each waiting for its answer before it asks again.
 * One thread serves all of them. Every answer must have status 200 and the length of the first.
 */
public final class LoadGenerator {
    private final byte[] request;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
    private final List<Asking> all = new ArrayList<>();
    private long answerBytes;
    private long answers;

    private LoadGenerator(byte[] request) {
        this.request = request;
        this.out = ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    /**
     * What came of it.
     *
     * @param allAnswers those of the time before it counted as well
     * @param generatorShare how much of one CPU the generator itself took, from 0 to 1
     */
    public record Outcome(long answers, long allAnswers, double seconds, double generatorShare) {
        double rate() {
            return answers / seconds;
        }
    }

    /** Runs a generator in a process of its own, on one CPU. */
    static Outcome run(Setup setup, int cpu, int port, int connections, double seconds, byte[] request)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile(setup.folder(), "request", "");
        Files.write(file, request);
        List<String> command = setup.program(
                LoadGenerator.class,
                String.valueOf(port),
                String.valueOf(connections),
                String.valueOf(seconds),
                file.toString());
        return new ObjectMapper().readValue(ChildProcess.output(ChildProcess.pinned(cpu, command)), Outcome.class);
    }

    /** Port, connections, seconds, a file with the request. */
    public static void main(String[] arguments) throws IOException {
        var generator = new LoadGenerator(Files.readAllBytes(Path.of(arguments[3])));
        double seconds = Double.parseDouble(arguments[2]);
        int connections = Integer.parseInt(arguments[1]);
        Outcome outcome = generator.drive(Integer.parseInt(arguments[0]), connections, seconds);
        System.out.println(new ObjectMapper().writeValueAsString(outcome));
    }

    private Outcome drive(int port, int connections, double seconds) throws IOException {
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                all.add(new Asking(selector, port));
            }
            for (Asking one : all) {
                one.ask();
            }
            turn(selector, 1e9); // the generator's own warm-up
            long before = answers;
            double cpu = cpuNanos();
            long began = System.nanoTime();
            turn(selector, seconds * 1e9);
            double nanos = System.nanoTime() - began;
            return new Outcome(answers - before, answers, nanos / 1e9, (cpuNanos() - cpu) / nanos);
        } finally {
            for (Asking one : all) {
                one.channel.close();
            }
        }
    }

    private void turn(Selector selector, double nanos) throws IOException {
        long until = System.nanoTime() + (long) nanos;
        while (System.nanoTime() < until) {
            if (selector.select(key -> ((Asking) key.attachment()).readUnchecked(), 10_000) == 0) {
                throw new IOException("no answer for 10 s");
            }
        }
    }

    private static double cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** One connection. */
    private final class Asking {
        private final SocketChannel channel;
        private long received;

        Asking(Selector selector, int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask() throws IOException {
            out.rewind();
            if (channel.write(out) < request.length) {
                throw new IOException("a request did not fit into an empty socket");
            }
        }

        void readUnchecked() {
            try {
                read();
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }

        private void read() throws IOException {
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                throw new EOFException("the server closed a connection after " + answers + " answers");
            }
            if (answerBytes == 0) {
                learn();
            }
            if (received == 0 && (in.get(9) != '2' || in.get(10) != '0')) {
                throw new IOException("an answer is not a success");
            }
            received += count;
            if (received > answerBytes) {
                throw new IOException("an answer is longer than the first");
            }
            if (received == answerBytes) {
                received = 0;
                answers++;
                ask();
            }
        }

        private void learn() throws IOException {
            byte[] beginning = new byte[Math.min(in.position(), HttpMessages.MOST_HEADER_BYTES)];
            in.get(0, beginning);
            answerBytes = HttpMessages.answerLength(beginning, beginning.length);
            if (answerBytes < 0) {
                throw new IOException("half a header");
            }
        }
    }
}
