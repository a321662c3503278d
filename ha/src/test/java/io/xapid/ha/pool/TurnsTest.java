package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.store.RecordingSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host holds back for the turn of another, and for nothing else. */
class TurnsTest {
    private static final UUID SELF = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @TempDir
    Path directory;

    private final RaftThread thread = new RaftThread("turns-test");
    private final List<byte[]> sent = new ArrayList<>();
    private @Nullable HostLog own;
    private @Nullable Turns opened;

    @BeforeEach
    void open() {
        own = new HostLog(directory, thread);
        own.start(new RecordingSink());
        opened = new Turns(new Outbox(SELF, 1), thread, own, sent::add);
    }

    @AfterEach
    void close() {
        thread.close();
        Objects.requireNonNull(own).close();
    }

    private Turns turns() {
        return Objects.requireNonNull(opened);
    }

    private static Envelope notice(Envelope.Kind kind, UUID member) {
        return new Envelope(kind, member, 1, 1, new byte[0]);
    }

    @Test
    void holdsBackUntilTheTurnOfAnotherIsOver() {
        assertThat(turns().apply(notice(Envelope.Kind.TURN, OTHER))).isFalse();
        assertThat(turns().maySend()).isFalse();

        assertThat(turns().apply(notice(Envelope.Kind.TURN_OVER, OTHER))).isTrue();

        assertThat(turns().maySend()).isTrue();
    }

    @Test
    void aHostThatComesHasNoTurn() {
        assertThat(turns().apply(notice(Envelope.Kind.PRESENT, OTHER))).isFalse();

        assertThat(turns().maySend()).isTrue();
    }
}
