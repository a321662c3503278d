package io.xapid.hypervisor.xen.pair;

import static io.xapid.hypervisor.DomainState.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Eventually;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.xen.XenHypervisor;
import io.xapid.hypervisor.xen.XenSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real Xen hosts that see each other over TLS: tests are started on the first, in its control domain. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
abstract class TwoHosts {
    static final VmId VM = VmId.of("6b0f9d2e-0000-4000-8000-000000000005");
    static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    Hypervisor here;
    Neighbour there;

    @BeforeEach
    void open() throws Exception {
        Path keys = folder.resolve("pair.p12");
        Neighbour.run(List.of(
                "keytool",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=xapid-lab-pair",
                "-alias",
                "pair",
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(TlsChannel.PASSWORD),
                "-keystore",
                keys.toString()));
        there = new Neighbour(keys);
        here = XenHypervisor.open(XenSettings.in(folder.resolve("state")));
    }

    @AfterEach
    void close() throws Exception {
        here.destroy(VM);
        here.close();
        try {
            there.does("destroy", VM);
        } finally {
            there.close();
        }
    }

    void start(String kind) {
        here.create(MovingGuest.spec(VM, kind));
        here.build(VM);
        here.unpause(VM);
        Eventually.eventually(PATIENCE, () -> assertThat(here.guestReportOf(VM)).isPresent());
    }

    LiveMigration migration() {
        return here.liveMigration().orElseThrow();
    }

    String reportsThere() {
        try {
            return there.does("reports", VM);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Moves the guest to the other host, where it stands still then. */
    void moveThere(String kind) throws IOException {
        there.does("create", VM, kind);
        try (TlsChannel channel = there.begins("in", VM)) {
            migration().out(VM, channel);
            assertThat(channel.line()).startsWith("ok");
        }
        assertThat(here.stateOf(VM)).isEqualTo(SUSPENDED);
        assertThat(there.does("state", VM)).isEqualTo("PAUSED");
    }
}
