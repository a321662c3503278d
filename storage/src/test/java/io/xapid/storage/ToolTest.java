package io.xapid.storage;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.storage.StorageException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ToolTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder = Path.of("/nonexistent");

    private static Tool.Outcome run(List<String> command, Duration deadline, Transfer transfer) {
        return new Tool(command, line -> false).run(deadline, transfer);
    }

    @Test
    void givesWhatAProgramSaysAndHowItEnds() {
        var outcome = run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LONG, Transfer.unwatched());

        assertThat(outcome).isEqualTo(new Tool.Outcome(3, "out\nerr"));
    }

    @Test
    void passesArgumentsAsTheyAre() {
        var odd = List.of("printf", "%s|", "a b", "$(id)", "; rm -rf /", "'\"", "");

        assertThat(run(odd, LONG, Transfer.unwatched()).said()).isEqualTo("a b|$(id)|; rm -rf /|'\"||");
    }

    @Test
    void givesProgramsNothingToReadAndAKnownEnvironment() {
        var outcome = run(List.of("sh", "-c", "cat; env | sort | cut -d= -f1 | grep -v _"), LONG, Transfer.unwatched());

        assertThat(outcome.said().lines()).contains("PATH").doesNotContain("HOME", "USER", "JAVA_HOME");
    }

    @Test
    void keepsOnlySoMuchOfWhatAProgramSays() {
        var outcome =
                run(List.of("sh", "-c", "yes | head -c 9000000; printf '\\001\\377'"), LONG, Transfer.unwatched());

        assertThat(outcome.said().length()).isBetween(1_000, 10_000);
        assertThat(outcome.said()).matches("[ -~\n]*");
    }

    @Test
    void endsALineThatDoesNotEnd() {
        var outcome = run(List.of("head", "-c", "9000000", "/dev/zero"), LONG, Transfer.unwatched());

        assertThat(outcome.said().length()).isBetween(1_000, 10_000);
    }

    @Test
    void killsWhatTakesTooLong() {
        Instant start = Instant.now();
        var command = List.of("sh", "-c", "echo $$ > %s; exec sleep 100".formatted(folder.resolve("pid")));

        assertFails(Kind.TIMED_OUT, () -> run(command, Duration.ofMillis(300), Transfer.unwatched()));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(folder.resolve("pid"))
                .exists()
                .satisfies(file -> assertThat(ProcessHandle.of(
                                Long.parseLong(Files.readString(file).strip())))
                        .isEmpty());
    }

    @Test
    void killsWhatIsCancelled() throws Exception {
        var transfer = Transfer.unwatched();
        CompletableFuture<Tool.Outcome> running =
                CompletableFuture.supplyAsync(() -> run(List.of("sleep", "100"), LONG, transfer));
        transfer.cancel();

        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("cancelled");
        assertFails(
                Kind.CANCELLED, () -> run(List.of("touch", folder.resolve("x").toString()), LONG, transfer));
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void killsWhatAnInterruptedThreadWaitsFor() {
        Thread.currentThread().interrupt();
        try {
            assertFails(Kind.CANCELLED, () -> run(List.of("sleep", "100"), LONG, Transfer.unwatched()));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void saysThatAProgramIsMissing() {
        assertFails(Kind.IO, () -> run(List.of("/nonexistent/tool"), LONG, Transfer.unwatched()));
        var missing = new QemuImg(Path.of("/nonexistent/qemu-img"));
        assertFails(Kind.IO, () -> missing.create(folder.resolve("image"), 1 << 20));
    }

    @Test
    void tellsFailuresOfQemuImgApart() throws Exception {
        var qemuImg = new QemuImg(Path.of("/usr/bin/qemu-img"));
        Path text = Files.writeString(folder.resolve("text"), "no image");

        assertFails(Kind.CORRUPT, () -> qemuImg.resize(text, 1 << 20));
        assertFails(Kind.NOT_FOUND, () -> qemuImg.resize(folder.resolve("missing"), 1 << 20));
        assertFails(Kind.NOT_FOUND, () -> qemuImg.create(folder.resolve("missing/image"), 1 << 20));
        assertFails(Kind.NO_SPACE, () -> qemuImg.create(Path.of("/dev/full"), 1 << 20));
    }

    @Test
    void reportsProgressThatOnlyGrows() {
        var parts = new ArrayList<Double>();
        var transfer = new Transfer(parts::add);
        for (double part : new double[] {0, 0.2, 0.1, Double.NaN, -1, 0.2, 1.1, 0.7, Double.POSITIVE_INFINITY, 1, 1}) {
            transfer.report(part);
        }

        assertThat(parts).containsExactly(0.2, 0.7, 1.0);
    }

    @Test
    void tellsOfACancellationWhoeverAsksForIt() {
        var told = new ArrayList<String>();
        var transfer = Transfer.unwatched();
        transfer.whenCancelled(() -> told.add("closed")).close();
        try (var registration = transfer.whenCancelled(() -> told.add("before"))) {
            transfer.cancel();
        }
        try (var registration = transfer.whenCancelled(() -> told.add("after"))) {
            assertThat(told).containsExactly("before", "after");
        }
        assertThat(transfer.isCancelled()).isTrue();
        assertFails(Kind.CANCELLED, transfer::check);
    }
}
