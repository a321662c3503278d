package io.xapid.ha.log;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Cuts what is written into chunks, and fills the next while the one before is stored. */
final class ChunkOutputStream extends OutputStream {
    static final int CHUNK_BYTES = 256 << 10;

    private final Target target;
    private byte[] current = new byte[CHUNK_BYTES];
    private int position;
    private int chunks;
    private CompletableFuture<Boolean> before = CompletableFuture.completedFuture(true);

    ChunkOutputStream(Target target) {
        this.target = target;
    }

    /** How many chunks were written. */
    int chunks() {
        return chunks;
    }

    @Override
    public void write(int one) {
        current[position++] = (byte) one;
        storeWhenFull();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, current.length - position);
            System.arraycopy(bytes, offset + done, current, position, count);
            position += count;
            done += count;
            storeWhenFull();
        }
    }

    /** Stores the rest, and waits for it. */
    @Override
    public void close() {
        if (position > 0) {
            store(Arrays.copyOf(current, position));
            position = 0;
        }
        ImageKeeper.await(before);
    }

    private void storeWhenFull() {
        if (position == current.length) {
            store(current);
            current = new byte[CHUNK_BYTES];
            position = 0;
        }
    }

    private void store(byte[] chunk) {
        ImageKeeper.await(before);
        before = target.store(chunks, chunk);
        chunks++;
    }

    /** Where chunks go. Throws {@link io.xapid.model.store.LogException} through the future. */
    interface Target {
        CompletableFuture<Boolean> store(int number, byte[] chunk);
    }
}
