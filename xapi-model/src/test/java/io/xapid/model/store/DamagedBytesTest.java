package io.xapid.model.store;

import static io.xapid.model.store.Library.book;
import static io.xapid.model.store.Library.commit;
import static io.xapid.model.store.Library.shelf;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes stand where an entry or an image should be: an answer comes soon, in little memory, and is a clear one. */
@Timeout(60)
class DamagedBytesTest {
    private static final long SEED = System.nanoTime();
    private static final long SPARE_BYTES = 1 << 20;

    private final MemoryLog log = new MemoryLog();
    private final Snapshot state = commit(Library.open(log), tx -> {
        tx.insert(Shelf.CLASS, shelf("a"), Map.of(Shelf.LABEL, "top"));
        for (int i = 0; i < 5; i++) {
            tx.insert(
                    Book.CLASS,
                    book("" + i),
                    Map.of(
                            Book.TITLE, "Emma " + i,
                            Book.BOUGHT, Instant.EPOCH.plusSeconds(i),
                            Book.GENRE, Genre.COOKING,
                            Book.KEYWORDS, List.of("a", "b"),
                            Book.NOTES, Map.of("ann", "good", "bob", "bad"),
                            Book.MARKS, Map.of("ann", List.of(1L, 2L)),
                            Book.REVIEW, Optional.of("fine"),
                            Book.SHELF, shelf("a")));
            tx.set(Book.CLASS, book("" + i), Book.PAGES, (long) i);
            tx.get(Book.CLASS, book("x" + i));
        }
        tx.touch(Book.CLASS, book("1"));
        tx.delete(Book.CLASS, book("2"));
    });
    private final byte[] entry = log.entries().get(0);

    @Test
    void aDamagedEntryIsRefusedOrReadAndCostsLittle() {
        var codec = new EntryCodec(Library.SCHEMA);
        assertThat(codec.encode(codec.decode(entry))).hasSameSizeAs(entry);

        mutate(entry, bytes -> {
            try {
                codec.decode(bytes);
            } catch (LogException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void aDamagedImageIsRefusedOrReadAndCostsLittle() throws IOException {
        var codec = new ImageCodec(Library.SCHEMA);
        var out = new ByteArrayOutputStream();
        codec.write(state, out);
        byte[] image = out.toByteArray();
        assertThat(Library.describe(codec.read(state.index(), new ByteArrayInputStream(image))))
                .isEqualTo(Library.describe(state));

        mutate(image, bytes -> {
            try {
                codec.read(1, new ByteArrayInputStream(bytes));
            } catch (LogException | IOException expected) {
                assertThat(expected).isNotNull();
            }
        });
    }

    private static void mutate(byte[] original, Reader reader) {
        for (int at = 0; at <= original.length; at++) {
            tryOut(Arrays.copyOf(original, at), reader, "cut at " + at);
        }
        for (int at = 0; at + 4 <= original.length; at++) {
            for (int bomb : new int[] {Integer.MAX_VALUE, -1, 0x03ffffff, original.length, 0}) {
                byte[] bytes = original.clone();
                ByteBuffer.wrap(bytes).putInt(at, bomb);
                tryOut(bytes, reader, bomb + " at " + at);
            }
        }
        var random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = original.clone();
            int flips = 1 + random.nextInt(8);
            for (int i = 0; i < flips; i++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            tryOut(bytes, reader, "seed " + SEED + ", round " + round);
        }
    }

    private static void tryOut(byte[] bytes, Reader reader, String what) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            reader.read(bytes);
        } catch (RuntimeException unclear) {
            throw new AssertionError(what + ": " + unclear, unclear);
        }
        long used = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(used).as(what).isLessThan(100L * bytes.length + SPARE_BYTES);
    }

    private interface Reader {
        void read(byte[] bytes);
    }
}
