package io.xapid.model.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A sink that remembers what it was given, and finds fault with gaps. */
public final class RecordingSink implements CommitLog.Sink {
    private final LongConsumer onApply;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<Long> indexes = new ArrayList<>();
    private long last;
    private long imageIndex;
    private byte @Nullable [] image;

    public RecordingSink() {
        this(index -> {});
    }

    /** @param onApply called with the index of each entry before it is remembered; what it throws, the sink throws */
    public RecordingSink(LongConsumer onApply) {
        this.onApply = onApply;
    }

    @Override
    public synchronized void install(long index, InputStream in) throws IOException {
        image = in.readAllBytes();
        imageIndex = index;
        last = index;
    }

    @Override
    public void apply(long index, byte[] entry) {
        onApply.accept(index);
        synchronized (this) {
            if (index != last + 1) {
                throw new AssertionError("entry " + index + " comes after " + last);
            }
            entries.add(entry);
            indexes.add(index);
            last = index;
        }
    }

    /** Its image is the texts of the entries, a line each. */
    @Override
    public synchronized CommitLog.Present present() {
        byte[] text = String.join("\n", texts()).getBytes(UTF_8);
        return new CommitLog.Present(last, out -> out.write(text));
    }

    /** The index of the last entry, or of the image when none came since. */
    public synchronized long last() {
        return last;
    }

    public synchronized List<Long> indexes() {
        return List.copyOf(indexes);
    }

    public synchronized List<byte[]> entries() {
        return List.copyOf(entries);
    }

    public synchronized List<String> texts() {
        return entries.stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    /** 0 when there was no image. */
    public synchronized long imageIndex() {
        return imageIndex;
    }

    public synchronized Optional<byte[]> image() {
        return Optional.ofNullable(image);
    }
}
