package io.xapid.hypervisor.xen;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Eventually;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.PhysicalHost;
import io.xapid.hypervisor.VmId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Xen tells of its host, beside what {@code xl} says of it. */
@Tag("xen")
@Timeout(value = 10, unit = MINUTES)
class HostFactsXenTest {
    private static final VmId VM = VmId.of("6b0f9d2e-0000-4000-8000-000000000001");
    private static final long MIB = 1L << 20;

    private XenRig rig = new XenRig("pvh");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void isWhatXlSaysToo() throws Exception {
        try (Hypervisor hypervisor = rig.open()) {
            PhysicalHost host = hypervisor.physicalHost().orElseThrow();

            assertThat(host.memory().total() / MIB).isEqualTo(Long.parseLong(xl("total_memory")));
            assertThat(host.memory().free() / MIB).isCloseTo(Long.parseLong(xl("free_memory")), within(16L));
            assertThat(host.memory().hypervisor()).isBetween(1 * MIB, 256 * MIB);
            assertThat(host.processors().count()).isEqualTo(Integer.parseInt(xl("nr_cpus")));
            assertThat(host.processors().coresPerSocket()).isEqualTo(Integer.parseInt(xl("cores_per_socket")));
            assertThat(host.processors().kilohertz() / 1_000.0)
                    .isCloseTo(Double.parseDouble(xl("cpu_mhz")), within(0.001));
            assertThat(host.scheduler()).isEqualTo(xl("xen_scheduler"));
            // the words come in xl's order; Xen adds to the third what AMD repeats of the first
            assertThat(host.processors().features().get("host"))
                    .startsWith(xl("hw_caps").substring(0, 17).replace(':', '-'));
            assertThat(host.processors().features()).containsKeys("pv", "hvm");
            assertThat(host.control().vcpus()).isEqualTo(1);
            assertThat(host.control().memoryBytes()).isCloseTo(2_048 * MIB, within(64 * MIB));
        }
    }

    @Test
    void itsMessagesAreReadAndDebugKeysAnswerThere() {
        try (Hypervisor hypervisor = rig.open()) {
            var console = hypervisor.console().orElseThrow();
            assertThat(console.messages(false)).contains("(XEN) "); // its first words go when many guests came and went

            console.press("h");

            assertThat(console.messages(false)).contains("'h' pressed -> showing installed handlers");
        }
    }

    @Test
    void theControlDomainGivesMemoryBackAndTakesItAgain() throws Exception {
        try (Hypervisor hypervisor = rig.open()) {
            var own = hypervisor.ownSystem().orElseThrow();
            long free = hypervisor.physicalHost().orElseThrow().memory().free();
            long all = hypervisor.physicalHost().orElseThrow().control().mostBytes();
            try {
                own.setMemoryTarget(all - 256 * MIB);
                eventually(() -> {
                    PhysicalHost host = hypervisor.physicalHost().orElseThrow();
                    assertThat(host.control().memoryBytes()).isLessThan(all - 250 * MIB);
                    assertThat(host.memory().free()).isGreaterThan(free + 200 * MIB);
                });
                assertThatThrownBy(() -> own.setMemoryTarget(64 * MIB)).isInstanceOf(HypervisorException.class);
            } finally {
                own.setMemoryTarget(all);
            }
            eventually(() -> assertThat(
                            hypervisor.physicalHost().orElseThrow().control().memoryBytes())
                    .isGreaterThan(all - 16 * MIB));
        }
    }

    private void eventually(Runnable assertion) {
        Eventually.eventually(rig.patience(), assertion);
    }

    /** Predicted by the model that the server places guests by; written out here, since the bridge does not know it. */
    @ParameterizedTest
    @CsvSource({"pvh, 5", "hvm, 5", "pv, 5"})
    void aGuestTakesNoMoreThanIsPredicted(String type, long overheadMib) throws Exception {
        rig.close();
        rig = new XenRig(type);
        try (Hypervisor hypervisor = rig.open()) {
            DomainSpec spec = rig.guest(VM);
            long before = hypervisor.physicalHost().orElseThrow().memory().free();
            hypervisor.create(spec);
            hypervisor.build(VM);
            long taken =
                    before - hypervisor.physicalHost().orElseThrow().memory().free();
            System.out.printf(
                    "%s guest of %d MiB took %.2f MiB%n",
                    type, spec.memory().staticMaxBytes() / MIB, taken / (double) MIB);

            assertThat(taken)
                    .isLessThanOrEqualTo(spec.memory().staticMaxBytes() + overheadMib * MIB)
                    .isGreaterThan(spec.memory().staticMaxBytes() - MIB);
        }
    }

    private static String xl(String fact) throws Exception {
        Process xl = new ProcessBuilder("xl", "info", fact).start();
        String said = new String(xl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(xl.waitFor()).isZero();
        return said;
    }
}
