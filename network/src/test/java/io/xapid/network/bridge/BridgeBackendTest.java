package io.xapid.network.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.network.Attachment;
import io.xapid.network.BridgeSpec;
import io.xapid.network.BridgingContract;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkBackend;
import io.xapid.network.host.HostInterfaces;
import io.xapid.network.host.Namespace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.xapid.network.host.Namespace#isRoot", disabledReason = "bridges take root to be made")
class BridgeBackendTest extends BridgingContract {
    private final Namespace namespace = new Namespace();
    private final BridgeBackend backend = new BridgeBackend(namespace.ip(), namespace.interfaces());

    @BeforeEach
    void makeNics() {
        namespace
                .ip()
                .change(List.of(
                        "link add name nic0 type veth peer name wire0",
                        "link add name nic1 type veth peer name wire1",
                        "link set dev nic0 up",
                        "link set dev wire0 up",
                        "link set dev nic1 up",
                        "link set dev wire1 up",
                        "addr add 192.0.2.9/24 dev nic1"));
    }

    @AfterEach
    void removeNamespace() {
        namespace.close();
    }

    @Override
    protected NetworkBackend backend() {
        return backend;
    }

    @Override
    protected LinkName freeNic() {
        return new LinkName("nic0");
    }

    @Override
    protected LinkName hostNic() {
        return new LinkName("nic1");
    }

    @Test
    void leavesOtherPeoplesBridgesAsTheyAre() {
        namespace.ip().change(List.of("link add name br0 type bridge", "link set dev br0 up"));
        var foreign = new LinkName("br0");
        backend.ensureBridge(BridgeSpec.internal(foreign, MTU));
        backend.plug(port(PORT, foreign));
        backend.unplug(PORT);
        backend.removeBridge(foreign);

        assertThat(bridge(foreign).ours()).isFalse();
        assertThat(bridge(foreign).mtuBytes()).isEqualTo(1_500);
    }

    @Test
    void knowsItsPortsAfterARestart() {
        var wanted = BridgeSpec.internal(BRIDGE, MTU);
        backend.plug(wanted, port(PORT, BRIDGE));
        var restarted = new BridgeBackend(namespace.ip(), namespace.interfaces());

        assertThat(restarted.plug(wanted, port(PORT, BRIDGE))).isEqualTo(new Attachment.Tap(PORT));
        var again = new BridgeBackend(namespace.ip(), namespace.interfaces());
        again.unplug(PORT);
        assertThat(again.state().find(PORT)).isEmpty();
    }

    @Test
    void knowsNoTapOfOthersForItsOwn() {
        namespace
                .ip()
                .change(List.of(
                        "tuntap add dev tap1.1 mode tap",
                        "tuntap add dev tap1.2 mode tap",
                        "link set dev tap1.2 alias xapid",
                        "link set dev wire0 alias " + HostInterfaces.mark(KEEPER)));
        backend.plug(BridgeSpec.internal(BRIDGE, MTU), port(PORT, BRIDGE));

        assertThat(backend.idlePorts(KEEPER)).containsExactly(PORT);
    }

    @Test
    void givesTheHostNoAddressOnABridge() {
        backend.ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend.plug(port(PORT, BRIDGE));

        assertThat(namespace.exec("cat", "/proc/sys/net/ipv6/conf/xapi7/disable_ipv6"))
                .isEqualTo("1");
        assertThat(backend.state().interfaces())
                .filteredOn(link -> link.ours())
                .hasSize(2)
                .allSatisfy(link -> assertThat(link.addresses()).isEmpty());
    }

    @Test
    void letsAUsersQemuOpenItsPort() {
        backend.ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend.plug(port(PORT, BRIDGE));

        assertThat(namespace.exec("ip", "-d", "link", "show", "dev", PORT.text()))
                .contains("tun type tap")
                .contains("persist on")
                .contains("user root")
                .contains("master xapi7")
                .contains("mtu 1400")
                .contains("fe:ff:ff:ff:ff:ff");
    }

    @Test
    void passesTrafficFromTheFirstPacketOnAndCountsIt() {
        try (var outside = new Namespace()) {
            backend.ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(freeNic())));
            namespace
                    .ip()
                    .change(List.of(
                            "addr add 198.51.100.1/24 dev xapi7", "link set dev wire0 netns " + outside.name()));
            outside.ip()
                    .change(List.of(
                            "addr add 198.51.100.2/24 dev wire0", "link set dev wire0 up", "link set dev lo up"));
            long before = received(freeNic());

            assertThat(namespace.exec("bash", "-c", "timeout 5 bash -c '</dev/tcp/198.51.100.2/9' 2>&1 || true"))
                    .contains("refused"); // by the other end, which therefore was reached
            assertThat(received(freeNic())).isGreaterThan(before);
        }
    }

    @Test
    void takesAPortAwayUnderTheHandsOfAGuest() throws Exception {
        backend.ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend.plug(port(PORT, BRIDGE));
        Process qemu = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        namespace.name().text(),
                        "qemu-system-x86_64",
                        "-display",
                        "none",
                        "-nodefaults",
                        "-machine",
                        "none",
                        "-S",
                        "-netdev",
                        "tap,id=n0,script=no,downscript=no,ifname=" + PORT)
                .redirectErrorStream(true)
                .start();
        try {
            await(() -> backend.state().find(PORT).orElseThrow().carrier());
            assertThat(backend.idlePorts(KEEPER)).as("a guest has it open").isEmpty();
            assertThat(backend.plug(port(PORT, BRIDGE))).isEqualTo(new Attachment.Tap(PORT));
            backend.unplug(PORT);

            assertThat(backend.state().find(PORT)).isEmpty();
        } finally {
            qemu.destroyForcibly();
            qemu.waitFor();
        }
    }

    private long received(LinkName link) {
        return Objects.requireNonNull(backend.counters().get(link)).receivedBytes();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }
}
