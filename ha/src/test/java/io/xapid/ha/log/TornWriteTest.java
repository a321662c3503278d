package io.xapid.ha.log;

import static io.xapid.ha.log.StateDir.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.store.LogException;
import io.xapid.model.store.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The write-ahead log as crashes and bad disks leave it: cut off anywhere, or with bytes that differ. */
class TornWriteTest {
    private static final int FRAME = 24 + DurableDatabase.PAGE_BYTES;
    private static final int LAST = 8;

    @TempDir
    Path directory;

    private StateDir killed = new StateDir(Path.of("unset"));

    @BeforeEach
    void killADaemonThatHasAcknowledgedSomeEntries() throws IOException {
        var running = new StateDir(directory.resolve("running"));
        try (var log = new LocalLog(running.path())) {
            log.start(new RecordingSink());
            StateDir.append(log, 1, LAST);
            killed = running.copyTo(directory.resolve("killed"));
        }
    }

    @Test
    void aKilledDaemonLosesNothing() {
        StateDir.Found found = killed.open();

        assertThat(found.texts()).containsExactlyElementsOf(texts(1, LAST));
        assertThat(found.recovered()).isEmpty();
    }

    @Test
    void cutOffAnywhereItRecoversAPrefixIfNoMoreWasPromised() throws IOException {
        long before = 0;
        for (long length : lengths()) {
            StateDir cut = cut(length, "unpromised-" + length);
            Files.delete(cut.files().mark()); // as if it had not reached the disk when the power went

            StateDir.Found found = cut.open();

            assertThat(found.texts()).as("cut at %d", length).containsExactlyElementsOf(texts(1, found.last()));
            assertThat(found.last()).as("cut at %d", length).isBetween(before, (long) LAST);
            before = found.last();
            assertGoesOn(cut, found.last());
        }
        assertThat(before).isEqualTo(LAST);
    }

    @Test
    void cutOffWhereSomethingAcknowledgedIsLostItRefusesAndChangesNothing() throws IOException {
        int refused = 0;
        for (long length : lengths()) {
            StateDir cut = cut(length, "promised-" + length);
            Map<String, String> before = cut.contents();
            try {
                assertThat(cut.open().texts()).as("cut at %d", length).containsExactlyElementsOf(texts(1, LAST));
            } catch (LogException refusal) {
                refused++;
                assertThat(refusal)
                        .as("cut at %d", length)
                        .hasMessageContaining(cut.files().database().toString())
                        .hasMessageContaining("up to " + LAST)
                        .hasMessageContaining("--recover-prefix");
                assertThat(cut.contents()).as("cut at %d", length).isEqualTo(before);
            }
        }
        assertThat(refused).isGreaterThan(LAST);
    }

    @Test
    void aWriteThatWasUnderWayIsDroppedAndSaidSo() throws IOException {
        long wal = Files.size(killed.files().wal());
        StateDir cut = cut(wal - 100, "last-frame");
        AcknowledgedMark mark = AcknowledgedMark.open(cut.files().mark());
        mark.write(LAST - 1);
        mark.close();

        StateDir.Found found = cut.open();

        assertThat(found.texts()).containsExactlyElementsOf(texts(1, LAST - 1));
        assertThat(found.recovered())
                .contains("unfinished write")
                .contains(cut.files().wal().toString());
        assertThat(cut.open().recovered()).as("said once").isEmpty();
    }

    @Test
    void aFlippedByteAnywhereNeverLosesWhatWasPromised() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 80; round++) {
            StateDir flipped = killed.copyTo(directory.resolve("flipped-" + round));
            long position = random.nextInt((int) Files.size(killed.files().wal()));
            flipped.flip(flipped.files().wal(), position);
            Map<String, String> before = flipped.contents();
            try {
                assertThat(flipped.open().texts())
                        .as("seed %d, byte %d", seed, position)
                        .containsExactlyElementsOf(texts(1, LAST));
            } catch (LogException refusal) {
                refused++;
                assertThat(refusal).hasMessageContaining("Nothing was changed");
                assertThat(flipped.contents())
                        .as("seed %d, byte %d", seed, position)
                        .isEqualTo(before);
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void wholeTransactionsBehindADamagedOneGiveItAwayWithoutTheMark() throws IOException {
        long wal = Files.size(killed.files().wal());
        for (long position = 32 + 100; position < wal - 3L * FRAME; position += FRAME) {
            StateDir flipped = killed.copyTo(directory.resolve("unmarked-" + position));
            flipped.flip(flipped.files().wal(), position);
            Files.delete(flipped.files().mark());

            assertThatThrownBy(flipped::open)
                    .as("byte %d", position)
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining(flipped.files().wal() + " is damaged at byte");
        }
    }

    @Test
    void aFlippedByteInTheFirstHeaderIsRefusedAndTheWalStays() throws IOException {
        for (long position = 0; position < 32; position++) {
            StateDir flipped = killed.copyTo(directory.resolve("header-" + position));
            flipped.flip(flipped.files().wal(), position);
            Map<String, String> before = flipped.contents();

            assertThatThrownBy(flipped::open).as("byte %d", position).isInstanceOf(LogException.class);
            assertThat(flipped.contents()).as("byte %d", position).isEqualTo(before);
        }
    }

    @Test
    void aLogWithoutItsWalIsRefusedWhenThatHeldSomething() throws IOException {
        Files.delete(killed.files().wal());

        assertThatThrownBy(killed::open).isInstanceOf(LogException.class).hasMessageContaining("up to " + LAST);
    }

    @Test
    void recoversThePrefixWhenToldTo() throws IOException {
        long wal = Files.size(killed.files().wal());
        StateDir flipped = killed.copyTo(directory.resolve("told"));
        flipped.flip(flipped.files().wal(), wal / 2);
        assertThatThrownBy(flipped::open).isInstanceOf(LogException.class);

        StateDir.Found found = flipped.open(true);

        assertThat(found.last()).isBetween(1L, LAST - 1L);
        assertThat(found.texts()).containsExactlyElementsOf(texts(1, found.last()));
        assertThat(found.recovered())
                .contains("continues after entry " + found.last())
                .contains("state.db.damaged-1")
                .contains("state.db-wal.damaged-1");
        assertGoesOn(flipped, found.last());
        assertThat(flipped.open().recovered()).isEmpty();
    }

    @Test
    void anIntactLogStaysAsItIsWhenToldToRecoverAPrefix() {
        StateDir.Found found = killed.open(true);

        assertThat(found.texts()).containsExactlyElementsOf(texts(1, LAST));
        assertThat(found.recovered()).isEmpty();
        assertThat(killed.files().setAside(killed.files().database()).toString())
                .endsWith(".damaged-1");
    }

    private StateDir cut(long length, String name) throws IOException {
        StateDir cut = killed.copyTo(directory.resolve(name));
        cut.cut(cut.files().wal(), length);
        return cut;
    }

    /** Around every boundary of the file: of its header, of frames, of their headers. */
    private List<Long> lengths() throws IOException {
        long wal = Files.size(killed.files().wal());
        var lengths = new ArrayList<>(List.of(0L, 1L, 24L, 31L));
        for (long frame = 32; frame <= wal; frame += FRAME) {
            for (long offset : List.of(0L, 1L, 23L, 24L, 25L, 2_000L, FRAME - 1L)) {
                if (frame + offset <= wal) {
                    lengths.add(frame + offset);
                }
            }
        }
        return lengths;
    }

    private static void assertGoesOn(StateDir dir, long last) {
        try (var log = new LocalLog(dir.path())) {
            var sink = new RecordingSink();
            log.start(sink);
            StateDir.append(log, last + 1, last + 2);
            assertThat(sink.texts()).containsExactlyElementsOf(texts(1, last + 2));
        }
        assertThat(dir.open().texts()).containsExactlyElementsOf(texts(1, last + 2));
    }
}
