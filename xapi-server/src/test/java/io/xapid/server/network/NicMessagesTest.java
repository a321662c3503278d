package io.xapid.server.network;

import static io.xapid.server.api.ApiKit.HERE;
import static io.xapid.server.api.ApiKit.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Bond;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkSriov;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifMetrics;
import io.xapid.model.network.Tunnel;
import io.xapid.model.network.Vlan;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.network.HostInterface;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.api.ApiKit;
import io.xapid.server.host.NicService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NicMessagesTest {
    private static final String MAC = "02:00:00:00:00:01";

    private final ApiKit kit = new ApiKit();
    private final List<HostInterface> nics = new ArrayList<>(List.of(
            SimulatedNics.nic("eth0", MAC),
            SimulatedNics.nic("eth1", "02:00:00:00:00:02"),
            SimulatedNics.virtual("dummy0")));
    private final String root = kit.root();

    NicMessagesTest() {
        kit.serving(new NicService(kit.store, HERE, () -> new SimulatedNetwork(nics).state()));
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void aScanFindsWhatIsNewAndSaysWhatIsGone() {
        kit.value("PIF.scan", root, HERE.value());
        assertThat(pifs()).extracting(pif -> pif.get(Pif.DEVICE)).containsExactlyInAnyOrder("eth0", "eth1");
        kit.value("PIF.scan", root, HERE.value());
        assertThat(pifs()).hasSize(2);

        kit.set(Pif.CLASS, named("eth0").ref(), Pif.MANAGEMENT, true);
        nics.remove(1);
        nics.add(SimulatedNics.nic("eth2", "02:00:00:00:00:03"));
        kit.value("PIF.scan", root, HERE.value());
        assertThat(named("eth1").get(Pif.CURRENTLY_ATTACHED)).isFalse();
        assertThat(named("eth2").get(Pif.CURRENTLY_ATTACHED)).isTrue();
        assertThat(named("eth0").get(Pif.MANAGEMENT)).isTrue();
        assertThat(pifs()).extracting(pif -> pif.get(Pif.NETWORK)).doesNotHaveDuplicates();
    }

    @Test
    void aNicIsIntroducedByNameAndAddress() {
        introduce(MAC.toUpperCase(Locale.ROOT), "eth0");
        Row<Pif> pif = named("eth0");
        assertThat(pif.get(Pif.MAC)).isEqualTo(MAC);
        assertThat(pif.get(Pif.PHYSICAL)).isTrue();
        assertThat(pif.get(Pif.MANAGED)).isTrue();
        assertThat(kit.row(PifMetrics.CLASS, pif.get(Pif.METRICS)).get(PifMetrics.SPEED))
                .isEqualTo(1000);
        introduce("", "eth1");
        assertThat(introduction("", "eth1")).containsExactly("DUPLICATE_PIF_DEVICE_NAME", "eth1");
        assertThat(introduction("zz", "eth9")).containsExactly("MAC_INVALID", "zz");
        for (String device : List.of("eth9", "dummy0", "", "../x")) {
            assertThat(introduction(MAC, device))
                    .containsExactly(
                            "COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS", device, MAC);
        }
    }

    @Test
    void aForgottenNicComesBackToItsNetwork() {
        kit.value("PIF.scan", root, HERE.value());
        Ref<Network> network = named("eth0").get(Pif.NETWORK);
        kit.value("PIF.forget", root, named("eth0").ref().value());
        assertThat(pifs()).extracting(pif -> pif.get(Pif.DEVICE)).containsExactly("eth1");
        assertThat(kit.store.snapshot().table(PifMetrics.CLASS).size()).isEqualTo(1);
        introduce("", "eth0");
        assertThat(named("eth0").get(Pif.NETWORK)).isEqualTo(network);
    }

    @Test
    void whatIsNeededIsNotForgotten() {
        kit.value("PIF.scan", root, HERE.value());
        Ref<Pif> pif = named("eth0").ref();
        String ref = pif.value();
        Ref<?> bond = kit.have(Bond.CLASS, Map.of(Bond.MASTER, pif));
        assertThat(kit.failure("PIF.forget", root, ref)).containsExactly("PIF_ALREADY_BONDED", ref);
        kit.delete(Bond.CLASS, bond.as());
        Ref<?> vlan = kit.have(Vlan.CLASS, Map.of(Vlan.TAGGED_PIF, pif));
        assertThat(kit.failure("PIF.forget", root, ref)).containsExactly("PIF_VLAN_STILL_EXISTS", ref);
        kit.delete(Vlan.CLASS, vlan.as());
        Ref<?> tunnel = kit.have(Tunnel.CLASS, Map.of(Tunnel.TRANSPORT_PIF, pif));
        assertThat(kit.failure("PIF.forget", root, ref)).containsExactly("PIF_TUNNEL_STILL_EXISTS", ref);
        kit.delete(Tunnel.CLASS, tunnel.as());
        Ref<?> sriov = kit.have(NetworkSriov.CLASS, Map.of(NetworkSriov.PHYSICAL_PIF, pif));
        assertThat(kit.failure("PIF.forget", root, ref)).containsExactly("PIF_SRIOV_STILL_EXISTS", ref);
        kit.delete(NetworkSriov.CLASS, sriov.as());
        kit.set(Pool.CLASS, POOL, Pool.HA_ENABLED, true);
        assertThat(kit.failure("PIF.forget", root, ref)).containsExactly("HA_IS_ENABLED");
        kit.set(Pif.CLASS, pif, Pif.MANAGEMENT, true);
        assertThat(kit.failure("PIF.forget", root, ref)).containsExactly("PIF_IS_MANAGEMENT_INTERFACE", ref);
    }

    @Test
    void onlyThisHostCanLook() {
        Ref<Host> other = kit.have(Host.CLASS, Map.of());
        assertThat(kit.failure("PIF.scan", root, other.value())).containsExactly("CANNOT_CONTACT_HOST", other.value());
        assertThat(kit.failure("PIF.scan", root, "OpaqueRef:x"))
                .containsExactly("HANDLE_INVALID", "host", "OpaqueRef:x");
    }

    @Test
    void aNicCanBeProtected() {
        introduce("", "eth0");
        kit.value("PIF.set_disallow_unplug", root, named("eth0").ref().value(), true);
        assertThat(named("eth0").get(Pif.DISALLOW_UNPLUG)).isTrue();
    }

    private void introduce(String mac, String device) {
        assertThat(kit.value("PIF.introduce", root, HERE.value(), mac, device, true))
                .isInstanceOf(Ref.class);
    }

    private List<String> introduction(String mac, String device) {
        return kit.failure("PIF.introduce", root, HERE.value(), mac, device, true);
    }

    private Row<Pif> named(String device) {
        return pifs().stream()
                .filter(pif -> pif.get(Pif.DEVICE).equals(device))
                .findFirst()
                .orElseThrow();
    }

    private List<Row<Pif>> pifs() {
        return List.copyOf(kit.store.snapshot().table(Pif.CLASS).rows());
    }
}
