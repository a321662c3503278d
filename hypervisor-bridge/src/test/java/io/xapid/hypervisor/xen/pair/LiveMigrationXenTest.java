package io.xapid.hypervisor.xen.pair;

import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.POWERED_OFF;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Eventually;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of guests that move, and of those that do not get there. */
@Tag("xen-pair")
class LiveMigrationXenTest extends TwoHosts {
    @ParameterizedTest
    @ValueSource(strings = {"pvh", "hvm"})
    void aGuestMovesThereAndBackWithoutStoppingLong(String kind) throws Exception {
        start(kind);
        try (var pings = new Pings(MovingGuest.ADDRESS, folder.resolve("pings"))) {
            Eventually.eventually(PATIENCE, () -> assertThat(answers(pings)).isGreaterThan(20));
            long began = System.nanoTime();

            moveThere(kind);
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
        there.startAgain();
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
