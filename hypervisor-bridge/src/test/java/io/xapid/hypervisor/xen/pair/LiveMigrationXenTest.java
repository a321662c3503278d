package io.xapid.hypervisor.xen.pair;

import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.POWERED_OFF;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static io.xapid.hypervisor.DomainState.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Eventually;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.xen.XenHypervisor;
import io.xapid.hypervisor.xen.XenSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between two real Xen hosts, over TLS: started on the first, in its control domain. */
@Tag("xen-pair")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LiveMigrationXenTest {
    private static final VmId VM = VmId.of("6b0f9d2e-0000-4000-8000-000000000005");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private Hypervisor here;
    private Neighbour there;

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

    @ParameterizedTest
    @ValueSource(strings = {"pvh", "hvm"})
    void aGuestMovesThereAndBackWithoutStoppingLong(String kind) throws Exception {
        start(kind);
        try (var pings = new Pings(MovingGuest.ADDRESS, folder.resolve("pings"))) {
            Eventually.eventually(PATIENCE, () -> assertThat(answers(pings)).isGreaterThan(20));
            long began = System.nanoTime();

            there.does("create", VM, kind);
            try (TlsChannel channel = there.begins("in", VM)) {
                migration().out(VM, channel);
                assertThat(channel.line()).startsWith("ok");
            }
            assertThat(here.stateOf(VM)).isEqualTo(SUSPENDED);
            assertThat(there.does("state", VM)).isEqualTo("PAUSED");
            there.does("unpause", VM);
            here.destroy(VM);

            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertThat(there.does("state", VM)).isEqualTo("RUNNING");
            assertThat(there.does("resets", VM)).isEqualTo("0");
            Eventually.eventually(PATIENCE, () -> assertThat(reportsThere()).isEqualTo("true"));
            answersAgain(pings);
            System.out.printf(
                    "%s guest moved in %d ms, silent for %d ms%n",
                    kind, took, pings.longestSilence().toMillis());

            here.create(MovingGuest.spec(VM, kind));
            try (TlsChannel channel = there.begins("out", VM)) {
                migration().in(VM, channel);
                assertThat(channel.line()).startsWith("ok");
            }
            here.unpause(VM);
            there.does("destroy", VM);
            assertThat(here.stateOf(VM)).isEqualTo(RUNNING);
            answersAgain(pings);
        }
        assertThat(here.statusOf(VM).resets()).isZero();
        here.requestShutdown(VM);
        Eventually.eventually(PATIENCE, () -> assertThat(here.stateOf(VM)).isEqualTo(POWERED_OFF));
    }

    @Test
    void aPvGuestIsRefusedWithTheReasonAndRunsOn() throws Exception {
        start("pv");
        there.does("create", VM, "pv");
        try (TlsChannel channel = there.begins("in", VM)) {
            assertThatThrownBy(() -> migration().out(VM, channel))
                    .isInstanceOfSatisfying(
                            HypervisorException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("shadow paging");
        }
        assertThat(here.stateOf(VM)).isEqualTo(RUNNING);
    }

    @Test
    void aGuestRunsOnHereWhenTheOtherHostDiesMeanwhile() throws Exception {
        start("pvh");
        there.does("create", VM, "pvh");
        try (TlsChannel channel = there.begins("in", VM)) {
            var sent = CompletableFuture.runAsync(() -> migration().out(VM, channel));
            Eventually.eventually(PATIENCE, () -> assertThat(domainsThere()).contains(VM.toString()));
            there.kill();
            assertThatThrownBy(sent::join).hasCauseInstanceOf(HypervisorException.class);
        }
        goesOnHere();
        there.killAndStartAgain();
        assertThat(there.does("state", VM)).isEqualTo(CREATED.name());
        assertThat(domainsThere()).doesNotContain(VM.toString());
    }

    @Test
    void aGuestRunsOnThereWhenItsBridgeIsKilledWhileItSends() throws Exception {
        there.does("create", VM, "pvh");
        try (TlsChannel built = there.begins("build", VM)) {
            assertThat(built.line()).startsWith("ok");
        }
        there.does("unpause", VM);
        Eventually.eventually(PATIENCE, () -> assertThat(reportsThere()).isEqualTo("true"));

        here.create(MovingGuest.spec(VM, "pvh"));
        try (TlsChannel channel = there.begins("out", VM)) {
            var received = CompletableFuture.runAsync(() -> migration().in(VM, channel));
            Eventually.eventually(PATIENCE, () -> assertThat(domainsHere()).contains(VM.toString()));
            there.killAndStartAgain();
            assertThatThrownBy(received::join).hasCauseInstanceOf(HypervisorException.class);
        }
        assertThat(here.stateOf(VM)).isEqualTo(CREATED);
        assertThat(domainsHere()).doesNotContain(VM.toString());
        if (there.does("state", VM).equals("PAUSED")) { // it stood still already
            there.does("unpause", VM);
        }
        assertThat(there.does("state", VM)).isEqualTo("RUNNING");
        Eventually.eventually(PATIENCE, () -> assertThat(reportsThere()).isEqualTo("true"));
    }

    private void start(String kind) {
        here.create(MovingGuest.spec(VM, kind));
        here.build(VM);
        here.unpause(VM);
        Eventually.eventually(PATIENCE, () -> assertThat(here.guestReportOf(VM)).isPresent());
    }

    private LiveMigration migration() {
        return here.liveMigration().orElseThrow();
    }

    private void goesOnHere() {
        assertThat(here.stateOf(VM)).isEqualTo(RUNNING);
        here.requestShutdown(VM);
        Eventually.eventually(PATIENCE, () -> assertThat(here.stateOf(VM)).isEqualTo(POWERED_OFF));
    }

    private static void answersAgain(Pings pings) {
        int before = answers(pings);
        Eventually.eventually(PATIENCE, () -> assertThat(answers(pings)).isGreaterThan(before + 10));
    }

    private static int answers(Pings pings) {
        try {
            return pings.answers();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String reportsThere() {
        try {
            return there.does("reports", VM);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String domainsThere() {
        return said("ssh", "lab2", "xl", "list");
    }

    private static String domainsHere() {
        return said("xl", "list");
    }

    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
