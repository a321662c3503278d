package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Eventually;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.bridge.Errands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestEarTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Errands errands = new Errands("test-errands");
    private final AtomicReference<Optional<GuestReport>> says = new AtomicReference<>(Optional.empty());
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger news = new AtomicInteger();
    private final List<Consumer<String>> watches = new ArrayList<>();
    private final GuestEar ear = new GuestEar(
            errands,
            () -> {
                readings.incrementAndGet();
                return says.get();
            },
            news::incrementAndGet);

    @AfterEach
    void close() {
        errands.close();
    }

    private void open() {
        ear.open(
                (path, listener) -> {
                    watches.add(listener);
                    return watches::clear;
                },
                "/local/domain/7");
        assertThat(watches).hasSize(2);
    }

    private void write(String... paths) {
        for (String path : paths) {
            watches.get(0).accept("/local/domain/7" + path);
        }
    }

    private static Optional<GuestReport> report(String kernel) {
        return Optional.of(new GuestReport(
                Map.of("kernel", kernel), Map.of(), OptionalLong.empty(), OptionalLong.empty(), Instant.EPOCH));
    }

    @Test
    void manyEntriesAreReadTwiceAtMost() {
        open();
        says.set(report("1"));
        for (int i = 0; i < 1_000; i++) {
            write("/data/os_name", "/data/os_uname");
        }
        says.set(report("2")); // written last, and heard all the same
        write("/data/os_uname");

        Eventually.eventually(PATIENCE, () -> assertThat(news).hasValueGreaterThanOrEqualTo(1));
        Eventually.eventually(PATIENCE, () -> assertThat(readings).hasValueGreaterThanOrEqualTo(1));
        errands.close(); // waits for what is under way
        assertThat(readings).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void theLastWordIsHeard() {
        open();
        for (int i = 1; i <= 3; i++) {
            int count = i;
            says.set(report(String.valueOf(i)));
            write("/data/os_uname");
            Eventually.eventually(PATIENCE, () -> assertThat(news).hasValue(count));
        }
    }

    @Test
    void onlyWhatIsNewIsNews() {
        open();
        write("/data/updated"); // the first word of an agent may be any
        Eventually.eventually(PATIENCE, () -> assertThat(readings).hasValue(1));
        says.set(report("1"));
        write("/data/updated");
        Eventually.eventually(PATIENCE, () -> assertThat(news).hasValue(1));

        write("/data/meminfo_free", "/data/updated");
        write("/attr/vif/0/ipv4/0");
        Eventually.eventually(PATIENCE, () -> assertThat(readings).hasValue(3));
        assertThat(news).hasValue(1);

        ear.close();
        assertThat(watches).isEmpty();
    }
}
