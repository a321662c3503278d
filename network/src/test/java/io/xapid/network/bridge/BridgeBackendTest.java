package io.xapid.network.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.network.BridgeSpec;
import io.xapid.network.BridgingContract;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkBackend;
import io.xapid.network.host.Namespace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.xapid.network.host.Namespace#isRoot")
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
}
