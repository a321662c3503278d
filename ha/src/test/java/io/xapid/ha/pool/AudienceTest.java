package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who follows gets everything in order, or is told that he needs the state. */
@Timeout(60)
class AudienceTest {
    private static final UUID MEMBER = UUID.randomUUID();
    private static final long NO_TIME = 0;

    private final Audience audience = new Audience();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private static Envelope entry(int bytes) {
        return new Envelope(Envelope.Kind.ENTRY, MEMBER, 1, 1, new byte[bytes]);
    }

    private List<Long> indexesFrom(long position) throws InterruptedException {
        List<Long> indexes = new ArrayList<>();
        List<Audience.Item> some = audience.from(position, 100, NO_TIME);
        long next = position;
        while (some != null && !some.isEmpty()) {
            some.forEach(item -> indexes.add(item.index()));
            next += some.size();
            some = audience.from(next, 100, NO_TIME);
        }
        return indexes;
    }

    @Test
    void aFollowerGoesOnBehindWhatItHas() throws InterruptedException {
        audience.startAt(10);
        for (long index = 11; index <= 20; index++) {
            audience.add(index, entry(1));
        }
        audience.add(0, entry(0));

        assertThat(indexesFrom(audience.positionBehind(15).orElseThrow())).containsExactly(16L, 17L, 18L, 19L, 20L, 0L);
        assertThat(indexesFrom(audience.positionBehind(20).orElseThrow())).isEmpty();
        assertThat(indexesFrom(audience.positionBehind(99).orElseThrow())).isEmpty();
        assertThat(audience.positionBehind(9)).isEmpty();
    }

    @Test
    void whoIsTooFarBehindNeedsTheState() throws InterruptedException {
        audience.startAt(0);
        long early = audience.positionBehind(0).orElseThrow();
        for (long index = 1; index <= 20_000; index++) {
            audience.add(index, entry(1));
        }

        assertThat(audience.from(early, 10, NO_TIME)).isNull();
        assertThat(audience.positionBehind(1_000)).isEmpty();
        assertThat(indexesFrom(audience.positionBehind(19_990).orElseThrow())).hasSize(10);
    }

    @Test
    void largeEntriesTakeNoMoreRoomThanSmallOnes() {
        audience.startAt(0);
        for (long index = 1; index <= 100; index++) {
            audience.add(index, entry(1 << 20));
        }

        assertThat(audience.positionBehind(10)).isEmpty();
        assertThat(audience.positionBehind(90)).isPresent();
    }

    @Test
    void aNewBeginningIsNoticed() throws InterruptedException {
        audience.startAt(0);
        audience.add(1, entry(1));
        long position = audience.positionBehind(1).orElseThrow();

        audience.startAt(500);

        assertThat(audience.from(position, 10, NO_TIME)).isNull();
        assertThat(audience.positionBehind(499)).isEmpty();
        assertThat(audience.positionBehind(500)).isPresent();
    }

    @Test
    void whoWaitsIsWokenAndLetGoAtTheEnd() throws Exception {
        audience.startAt(0);
        long position = audience.positionBehind(0).orElseThrow();
        var found = new CompletableFuture<Integer>();
        new Thread(() -> {
                    try {
                        List<Audience.Item> some = audience.from(position, 10, TimeUnit.SECONDS.toNanos(50));
                        found.complete(some == null ? -1 : some.size());
                        List<Audience.Item> none = audience.from(position + 1, 10, TimeUnit.SECONDS.toNanos(50));
                        ended.complete(none == null);
                    } catch (InterruptedException e) {
                        found.completeExceptionally(e);
                    }
                })
                .start();

        audience.add(1, entry(1));
        assertThat(found.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        audience.close();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    }
}
