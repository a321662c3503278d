package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.store.LogException;
import io.xapid.model.store.UnknownOutcomeException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An entry is open until it is applied, however often it was sent, and counts once. */
class OutboxTest {
    private static final UUID SELF = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final long LIFE = 7;

    private final Outbox outbox = new Outbox(SELF, LIFE);
    private final Proposers proposers = new Proposers();
    private long index;

    private CompletableFuture<Void> append(long at, byte[] entry) {
        return outbox.append(at, entry).toCompletableFuture();
    }

    /** The sink is given an entry, and has it. */
    private void hand(byte[] entry) {
        index++;
        outbox.handing(index, entry);
        outbox.handed(index);
    }

    private static Envelope own(long number, byte[] body) {
        return new Envelope(Envelope.Kind.ENTRY, SELF, LIFE, number, body);
    }

    @Test
    void entriesOfOthersComeInBetween() {
        byte[] first = {1};
        byte[] second = {2};
        var one = append(1, first);
        hand(new byte[] {9}); // another's
        var two = append(3, second);

        assertThat(append(3, second)).isCompletedExceptionally();
        assertThat(outbox.takeUnsent()).hasSize(2);
        assertThat(outbox.takeUnsent()).isEmpty();
        assertThat(outbox.original(own(1, new byte[] {1}))).isSameAs(first);
        hand(first);
        outbox.applied(own(1, first));
        assertThat(one).isCompleted();
        assertThat(two).isNotDone();
        outbox.forgetSent();
        assertThat(outbox.takeUnsent()).hasSize(1);
    }

    @Test
    void entriesOfAnotherLifeAreNotOurs() {
        byte[] mine = {1};
        var one = append(1, mine);
        var earlier = new Envelope(Envelope.Kind.ENTRY, SELF, LIFE - 1, 1, new byte[] {1});

        assertThat(outbox.original(earlier)).isNotSameAs(mine);
        outbox.applied(earlier);

        assertThat(one).isNotDone();
    }

    @Test
    void whatNobodyHasIsFailedFromTheEndAndNumberedAgain() {
        var one = append(1, new byte[] {1});
        var two = append(2, new byte[] {2});
        var three = append(3, new byte[] {3});

        outbox.fail(1, new LogException("told to"));

        assertThat(one).isNotDone();
        assertThat(two).isCompletedExceptionally();
        assertThat(three).isCompletedExceptionally();
        assertThat(append(2, new byte[] {4})).isNotDone();
        assertThat(outbox.takeUnsent()).hasSize(2);
    }

    @Test
    void whatIsInAStateThatWasSentIsUnknown() {
        var one = append(1, new byte[] {1});
        var two = append(2, new byte[] {2});
        assertThat(proposers.accept(own(1, new byte[] {1}))).isTrue();

        outbox.passedBy(proposers);

        assertThat(one).isCompletedExceptionally();
        assertThat(one.handle((ok, failure) -> failure).join()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(two).isNotDone();
        outbox.beginLife(LIFE + 1);
        assertThat(two).isCompletedExceptionally();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void anEntryCountsOnceAndInItsTurn() {
        assertThat(proposers.accept(own(1, new byte[0]))).isTrue();
        assertThat(proposers.accept(own(1, new byte[0]))).isFalse();
        assertThat(proposers.accept(own(3, new byte[0]))).isFalse();
        assertThat(proposers.accept(own(2, new byte[0]))).isTrue();
        assertThat(proposers.accept(new Envelope(Envelope.Kind.ENTRY, OTHER, 1, 1, new byte[0])))
                .isTrue();
        assertThat(proposers.accept(new Envelope(Envelope.Kind.ENTRY, SELF, LIFE + 1, 1, new byte[0])))
                .isTrue();
        assertThat(proposers.accept(own(3, new byte[0]))).isFalse();
        assertThat(proposers.lastOf(SELF, LIFE + 1)).isEqualTo(1);
        assertThat(proposers.lastOf(SELF, LIFE)).isZero();
    }
}
