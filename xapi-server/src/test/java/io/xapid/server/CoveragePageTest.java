package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.simulator.SimulatedHypervisor;
import io.xapid.model.AllClasses;
import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Store;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.api.Account;
import io.xapid.server.api.Passwords;
import io.xapid.server.host.HostRecord;
import io.xapid.server.job.JobRecord;
import io.xapid.server.storage.Drivers;
import io.xapid.server.wire.ServerCertificate;
import io.xapid.storage.simulator.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps the page about what is served true to what the daemon is wired with.
 *
 * <p>After a change, run this test with {@code -Dxapid.regenerate=true}.
 */
class CoveragePageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "coverage.md");

    @TempDir
    Path directory;

    @Test
    void thePageTellsWhatTheDaemonServes() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("xapid.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("regenerate with -Dxapid.regenerate=true").content().isEqualTo(expected);
    }

    private String page() throws IOException {
        List<ClassDef<?>> classes = new ArrayList<>(AllClasses.definitions());
        classes.addAll(List.of(JobRecord.CLASS, Account.CLASS, HostRecord.CLASS));
        Clock clock = Clock.systemUTC();
        try (var belongings = new Belongings()) {
            Threads threads = belongings.own("threads", Threads.start());
            Store store = belongings.own("state", new Store(new Schema(classes), new MemoryLog(), clock));
            var house =
                    new House(store, new Ref<Host>("OpaqueRef:here"), AllClasses.model(), threads, clock, belongings);
            house.furnish(
                    new Passwords(store),
                    ServerCertificate.loadOrMake(directory.resolve("certificate"), clock)
                            .certificate(),
                    new Drivers(List.of(new SimulatedStorage(1L << 40))),
                    new SimulatedNetwork(List.of()),
                    0,
                    belongings.own("bridge", new SimulatedHypervisor()),
                    List.of());
            return house.coverage().page();
        }
    }
}
