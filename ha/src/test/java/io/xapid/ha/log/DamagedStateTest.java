package io.xapid.ha.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xapid.model.store.LogException;
import io.xapid.model.store.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State directories that are not what a daemon left: refused with words an operator can act on, or made good. */
class DamagedStateTest {
    private static final int LAST = 60;

    @TempDir
    Path directory;

    private StateDir state = new StateDir(Path.of("unset"));

    /** Entries 1 to 60, and images at 20 and 40. */
    @BeforeEach
    void leaveSomeState() {
        state = new StateDir(directory.resolve("state"));
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            StateDir.append(log, 1, 20);
            log.keep(20, out -> out.write(image(20))).toCompletableFuture().join();
            StateDir.append(log, 21, 40);
            log.keep(40, out -> out.write(image(40))).toCompletableFuture().join();
            StateDir.append(log, 41, LAST);
        }
    }

    @Test
    void anIntactOneIsReadFromItsNewestImage() {
        StateDir.Found found = state.open();

        assertThat(found.sink().imageIndex()).isEqualTo(40);
        assertThat(found.sink().image()).contains(image(40));
        assertThat(found.texts()).containsExactlyElementsOf(StateDir.texts(41, LAST));
        assertThat(found.recovered()).isEmpty();
    }

    @Test
    void whatTwoImagesMakeSuperfluousIsDropped() throws SQLException {
        assertThat(state.numbers("SELECT idx FROM image ORDER BY idx")).containsExactly(20L, 40L);
        assertThat(state.numbers("SELECT min(idx) FROM entry")).containsExactly(21L);
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            log.keep(LAST, out -> out.write(image(LAST))).toCompletableFuture().join();
            log.keep(LAST, out -> {}).toCompletableFuture().join();
        }

        assertThat(state.numbers("SELECT idx FROM image ORDER BY idx")).contains((long) LAST);
    }

    @Test
    void theOlderImageAndTheEntriesSinceTakeThePlaceOfADamagedOne() throws SQLException {
        state.sql("UPDATE chunk SET body = CAST('image At 40' AS BLOB) WHERE image = 40");

        StateDir.Found found = state.open();

        assertThat(found.sink().imageIndex()).isEqualTo(20);
        assertThat(found.texts()).containsExactlyElementsOf(StateDir.texts(21, LAST));
        assertThat(found.recovered()).contains("image at entry 40").contains("is damaged");
        assertThat(state.open().recovered()).as("the damaged image is gone").isEmpty();
    }

    @Test
    void aMissingChunkIsDamageToo() throws SQLException {
        state.sql("DELETE FROM chunk WHERE image = 40");

        assertThat(state.open().sink().imageIndex()).isEqualTo(20);
    }

    @Test
    void withoutAnyImageThatIsIntactItIsRefusedAndCannotBeRecovered() throws Exception {
        state.sql("UPDATE chunk SET sum = sum + 1");

        assertRefused("the image at entry", "Restore the state directory from a backup");
        assertThatThrownBy(() -> state.open(true)).isInstanceOf(LogException.class);
    }

    @Test
    void aDamagedEntryIsRefusedWithItsNumber() throws Exception {
        state.sql("UPDATE entry SET body = CAST('entry 5O' AS BLOB) WHERE idx = 50");

        assertRefused("entry 50 does not match its checksum", "--recover-prefix");
        StateDir.Found found = state.open(true);
        assertThat(found.texts()).containsExactlyElementsOf(StateDir.texts(41, 49));
        assertThat(found.sink().imageIndex()).isEqualTo(40);
        assertThat(found.recovered()).contains("entry 50 does not match").contains("continues after entry 49");
        assertThat(state.open().last()).isEqualTo(49);
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            StateDir.append(log, 50, 51);
        }
        assertThat(state.open().texts()).containsExactlyElementsOf(StateDir.texts(41, 51));
    }

    @Test
    void aMissingEntryIsRefused() throws Exception {
        state.sql("DELETE FROM entry WHERE idx = 45");

        assertRefused("entry 45 is missing", "--recover-prefix");
    }

    @Test
    void missingLastEntriesAreRefused() throws Exception {
        state.sql("DELETE FROM entry WHERE idx > 57");

        assertRefused("end at entry 57", "up to 60");
    }

    @Test
    void aMisplacedEntryIsRefused() throws Exception {
        state.sql(
                "UPDATE entry SET idx = idx + 1000 WHERE idx = 60",
                "UPDATE entry SET idx = 60 WHERE idx = 59",
                "UPDATE entry SET idx = 59 WHERE idx = 1060");

        assertRefused("entry 59 does not match its checksum", "--recover-prefix");
    }

    @Test
    void flippedBytesAreRefusedOrHarmless() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            StateDir flipped = state.copyTo(directory.resolve("flipped"));
            long position = random.nextInt((int) Files.size(state.files().database()));
            flipped.flip(flipped.files().database(), position);
            try {
                StateDir.Found found = flipped.open();
                assertThat(found.last()).as("seed %d, byte %d", seed, position).isEqualTo(LAST);
                assertThat(found.texts())
                        .as("seed %d, byte %d", seed, position)
                        .containsExactlyElementsOf(StateDir.texts(found.sink().imageIndex() + 1, LAST));
            } catch (LogException refusal) {
                refused++;
                assertThat(refusal)
                        .as("seed %d, byte %d", seed, position)
                        .hasMessageContaining(flipped.files().database().toString());
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aDatabaseThatIsCutOffIsRefused() throws Exception {
        long size = Files.size(state.files().database());
        for (long length = 0; length < size; length += DurableDatabase.PAGE_BYTES / 2) {
            StateDir cut = state.copyTo(directory.resolve("cut"));
            cut.cut(cut.files().database(), length);

            assertThatThrownBy(cut::open)
                    .as("cut at %d of %d", length, size)
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining(cut.files().database().toString());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.write(state.files().database(), "name=value\n".repeat(1000).getBytes(UTF_8));

        assertRefused("is not a database", "Restore the state directory from a backup");
        assertThatThrownBy(() -> state.open(true)).isInstanceOf(LogException.class);
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() throws Exception {
        Files.delete(state.files().database());
        state.sql("CREATE TABLE song(title TEXT)");

        assertRefused("is a database of another program", "Restore");
    }

    @Test
    void aDatabaseThatIsGoneIsMissed() throws Exception {
        Files.delete(state.files().database());

        assertRefused("is gone", state.files().mark().toString());
    }

    @Test
    void aFormatThatIsTooNewIsRefused() throws Exception {
        state.sql("UPDATE about SET value = 2 WHERE name = 'format'");

        assertRefused("was written by a newer xapid", "nothing was changed");
        assertThatThrownBy(() -> state.open(true)).hasMessageContaining("newer xapid");
    }

    @Test
    void aMarkThatIsLostOrDamagedIsMadeAnew() throws IOException {
        Files.write(state.files().mark(), new byte[] {1, 2, 3});
        assertThat(state.open().last()).isEqualTo(LAST);

        assertThat(AcknowledgedMark.read(state.files().mark())).hasValue(LAST);
        Files.delete(state.files().mark());
        assertThat(state.open().last()).isEqualTo(LAST);
        assertThat(AcknowledgedMark.read(state.files().mark())).hasValue(LAST);
    }

    @Test
    void aRescueThatWasCutShortIsFinished() throws Exception {
        StateDir damaged = state.copyTo(directory.resolve("damaged"));
        damaged.sql("UPDATE entry SET sum = 0 WHERE idx = 50");
        StateDir rescued = damaged.copyTo(directory.resolve("rescued"));
        rescued.open(true);

        Files.write(damaged.files().unfinished(), new byte[5000]); // a first attempt, killed while it wrote
        Files.copy(rescued.files().database(), damaged.files().rescued()); // a second, killed when it was done
        Files.write(damaged.files().wal(), new byte[100]);

        assertThat(damaged.open().last()).isEqualTo(49);
        assertThat(damaged.files().rescued()).doesNotExist();
    }

    @Test
    void aFirstStartThatWasCutShortIsBegunAgain() throws IOException {
        var fresh = new StateDir(Files.createDirectory(directory.resolve("fresh")));
        Files.write(fresh.files().unfinished(), new byte[4096]);

        assertThat(fresh.open().last()).isZero();
        assertThat(fresh.files().unfinished()).doesNotExist();
    }

    @Test
    void anImageThatWasCutShortIsOfNoConsequence() throws SQLException {
        state.sql("INSERT INTO image VALUES (55, 0, 0, 0)", "INSERT INTO chunk VALUES (55, 0, 0, x'00')");

        StateDir.Found found = state.open();

        assertThat(found.sink().imageIndex()).isEqualTo(40);
        assertThat(found.recovered()).isEmpty();
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            log.keep(LAST, out -> out.write(image(LAST))).toCompletableFuture().join();
        }
        assertThat(state.numbers("SELECT count(*) FROM chunk WHERE image = 55")).containsExactly(0L);
        assertThat(state.open().sink().image()).contains(image(LAST));
    }

    @Test
    void aSecondLogOnTheSameDirectoryIsTurnedAway() {
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());

            assertThatThrownBy(() -> new LocalLog(state.path()))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining(state.path().toString())
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        assertThat(state.open().last()).isEqualTo(LAST);
    }

    @Test
    void aDirectoryThatIsAFileIsTurnedAway() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThatThrownBy(() -> new LocalLog(file))
                .isInstanceOf(LogException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void anotherProgramThatHasTheDatabaseOpenIsNamedAsTheReason() throws Exception {
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + state.files().database());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertThatThrownBy(state::open)
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("is open in another program");
            statement.execute("ROLLBACK");
        }
        assertThat(state.open().last()).isEqualTo(LAST);
    }

    private void assertRefused(String... words) throws IOException {
        Map<String, String> before = state.contents();
        LogException refusal = catchThrowableOfType(LogException.class, state::open);
        assertThat(refusal).hasMessageContaining(state.path().toString());
        for (String word : words) {
            assertThat(refusal).hasMessageContaining(word);
        }
        assertThat(state.contents()).isEqualTo(before);
    }

    private static byte[] image(long index) {
        return ("image at " + index).getBytes(UTF_8);
    }
}
