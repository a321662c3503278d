package io.xapid.hypervisor.qemu;

import static io.xapid.hypervisor.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** NICs on a real Linux bridge, in the network namespace that tests are run in. Needs root. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BridgedNicTest {
    private static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-0000000000bb"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BRIDGE = "xapidtest0";
    private static final String HOST = "192.0.2.1/24";

    private final QemuRig rig = new QemuRig();
    private QemuHypervisor hypervisor;

    @BeforeEach
    void makeBridge() throws Exception {
        assumeTrue("yes".equals(System.getenv("XAPID_ISOLATED")), "not in a network namespace of our own");
        hypervisor = rig.open();
        assumeTrue(hypervisor.capabilities().can(Feature.BRIDGED_NICS), "taps cannot be made here");
        ip("link", "add", BRIDGE, "type", "bridge");
        ip("link", "set", BRIDGE, "up");
        ip("addr", "add", HOST, "dev", BRIDGE);
    }

    @AfterEach
    void removeBridge() throws Exception {
        rig.close();
        ShortCommand.run(List.of("ip", "link", "del", BRIDGE), PATIENCE);
    }

    private static String ip(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        var outcome = ShortCommand.run(command, PATIENCE);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }

    @Test
    void packetsPassBetweenGuestAndBridgeAndAreCounted() throws Exception {
        var nic = nic(0);
        hypervisor.create(rig.guest(VM).plus(nic));
        hypervisor.build(VM);
        String tap = Devices.hostInterface(VM, nic).orElseThrow();
        assertThat(ip("link", "show", "dev", tap)).contains("master " + BRIDGE).contains("mtu 1400");
        hypervisor.unpause(VM);
        eventually(PATIENCE, () -> assertThat(hypervisor.guestReportOf(VM)).isPresent());

        rig.type(VM, "ip addr add 192.0.2.2/24 dev eth0; ping -c 3 192.0.2.1 | grep received");
        eventually(
                PATIENCE,
                () -> assertThat(rig.directory(VM).tail(RunDirectory.SERIAL_LOG, 8_192))
                        .contains("3 packets received"));
        var counters = Objects.requireNonNull(hypervisor.statisticsOf(VM).nics().get(0));
        assertThat(counters.hostInterface()).contains(tap);
        assertThat(counters.sentPackets()).isGreaterThanOrEqualTo(3);
        assertThat(counters.receivedBytes()).isPositive();

        hypervisor.destroy(VM);
        assertThat(HostInterfaces.now()).as("the tap goes with the guest").doesNotContainKey(tap);
    }

    @Test
    void bridgedNicsComeAndGoWithTheirTaps() throws Exception {
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        eventually(PATIENCE, () -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        var nic = nic(5);
        hypervisor.plug(VM, nic);
        String tap = Devices.hostInterface(VM, nic).orElseThrow();
        assertThat(ip("link", "show", "dev", tap)).contains("master " + BRIDGE);

        hypervisor.close();
        hypervisor = rig.open();
        assertThat(hypervisor.specOf(VM).orElseThrow().nics()).containsExactly(nic);
        eventually(PATIENCE, () -> {
            hypervisor.unplugNic(VM, 5);
            return true;
        });
        assertThat(HostInterfaces.now()).doesNotContainKey(tap);
    }

    @Test
    void aBridgeThatIsMissingIsNamedAndNothingIsLeft() {
        var nic = Nic.of(0, "52:54:00:00:00:07", new Nic.Attachment.Bridge("nobridge0"));
        hypervisor.create(rig.guest(VM).plus(nic));
        assertThatThrownBy(() -> hypervisor.build(VM))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("nobridge0");
        hypervisor.destroy(VM);

        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        assertThatThrownBy(() -> hypervisor.plug(VM, nic)).hasMessageContaining("nobridge0");
        assertThat(hypervisor.specOf(VM).orElseThrow().nics()).isEmpty();
    }

    @Test
    void aTapThatSomeoneElseMadeIsUsedAndLeft() throws Exception {
        ip("tuntap", "add", "dev", "theirtap0", "mode", "tap");
        try {
            var nic = Nic.of(0, "52:54:00:00:00:08", new Nic.Attachment.Tap("theirtap0"));
            hypervisor.create(rig.guest(VM).plus(nic));
            hypervisor.build(VM);
            assertThat(hypervisor.statisticsOf(VM).nics()).containsOnlyKeys(0);
            hypervisor.destroy(VM);
            assertThat(HostInterfaces.now()).containsKey("theirtap0");
        } finally {
            ip("link", "del", "theirtap0");
        }
    }

    private static Nic nic(int slot) {
        return new Nic(slot, "52:54:00:00:00:0" + slot, 1400, new Nic.Attachment.Bridge(BRIDGE), Nic.Model.PARAVIRTUAL);
    }
}
