package io.xapid.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuestChannelTest {
    private final AtomicInteger news = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final GuestChannel channel = new GuestChannel(clock(), news::incrementAndGet);

    private InstantSource clock() {
        return now::get;
    }

    @Test
    void readsAReport() {
        hear(
                "xapid-guest 1",
                "os-name tiny linux",
                "kernel 6.1.0",
                "memory-total-kib 1024",
                "memory-free-kib 512",
                "nic 52:54:00:00:00:01 eth0",
                "address 52:54:00:00:00:01 10.0.2.15",
                "address 52:54:00:00:00:01 fe80::1",
                "something new",
                "end");
        var report = channel.latest().orElseThrow();
        assertThat(report.os()).containsEntry("name", "tiny linux").containsEntry("kernel", "6.1.0");
        assertThat(report.addresses()).containsEntry("52:54:00:00:00:01", List.of("10.0.2.15", "fe80::1"));
        assertThat(report.memoryTotalBytes()).hasValue(1 << 20);
        assertThat(report.memoryFreeBytes()).hasValue(512 << 10);
    }

    @Test
    void onlyNewFactsAreNews() {
        hear("xapid-guest 1", "os-name a", "memory-free-kib 1", "end");
        pass(Duration.ofSeconds(5));
        hear("xapid-guest 1", "os-name a", "memory-free-kib 2", "end");
        assertThat(news).hasValue(1);
        pass(Duration.ofSeconds(5));
        hear("xapid-guest 1", "os-name b", "memory-free-kib 2", "end");
        assertThat(news).hasValue(2);
    }

    @Test
    void aGuestThatTalksWithoutPauseIsNotHeardInBetween() {
        for (int i = 0; i < 1_000; i++) {
            hear("xapid-guest 1", "os-name " + i, "end");
            pass(Duration.ofMillis(1));
        }
        assertThat(news.get()).isEqualTo(2);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void takesNothingForGrantedThatAGuestSends() {
        hear("end", "os-name before any report", "xapid-guest 1", "", "address", "address x y", "memory-total-kib -5");
        hear("memory-free-kib 99999999999999999999", "os-name a\u0007\u202eb", "end");
        var report = channel.latest().orElseThrow();
        assertThat(report.addresses()).isEmpty();
        assertThat(report.memoryTotalBytes()).isEmpty();
        assertThat(report.memoryFreeBytes()).isEmpty();
        assertThat(report.os()).containsEntry("name", "a??b");
    }

    @Test
    void keepsNoMoreThanSoManyLines() {
        hear("xapid-guest 1");
        for (int i = 0; i < 10_000; i++) {
            hear("address 52:54:00:00:00:01 10.0.0.1");
        }
        hear("end");
        assertThat(channel.latest().orElseThrow().addresses().get("52:54:00:00:00:01"))
                .hasSizeLessThan(1_000);
    }

    private void hear(String... lines) {
        for (String line : lines) {
            channel.line(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
