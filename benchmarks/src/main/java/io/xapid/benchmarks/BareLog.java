package io.xapid.benchmarks;

import io.xapid.model.store.CommitLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The least that a log can do: length and bytes into a file that has its size already, and one flush for all who wait.
 * It keeps no order of indexes, no checksums and no images, and cannot be read.
 */
final class BareLog implements CommitLog {
    private static final int FILE_BYTES = 64 << 20;
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(); // guarded by this
    private final Thread thread = new Thread(this::run, "bare-log");
    private boolean closing; // guarded by this

    private record Waiting(ByteBuffer entry, CompletableFuture<Void> done) {}

    BareLog(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        while (channel.position() < FILE_BYTES) {
            buffer.clear();
            channel.write(buffer);
        }
        channel.force(true);
    }

    @Override
    public void start(Sink sink) {
        thread.start();
    }

    @Override
    public synchronized CompletionStage<Void> append(long index, byte[] entry) {
        var one = new Waiting(ByteBuffer.wrap(entry), new CompletableFuture<>());
        waiting.add(one);
        notifyAll();
        return one.done;
    }

    @Override
    public CompletionStage<Void> keep(long index, Image image) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("it keeps no images"));
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join();
            channel.close();
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private void run() {
        long position = 0;
        try {
            for (List<Waiting> batch = take(); !batch.isEmpty(); batch = take()) {
                position = position + buffer.remaining() > FILE_BYTES ? 0 : position;
                position += channel.write(buffer, position);
                channel.force(false);
                batch.forEach(one -> one.done.complete(null));
            }
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private synchronized List<Waiting> take() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        buffer.clear();
        waiting.forEach(one -> buffer.putInt(one.entry.remaining()).put(one.entry));
        buffer.flip();
        var batch = List.copyOf(waiting);
        waiting.clear();
        return batch;
    }
}
