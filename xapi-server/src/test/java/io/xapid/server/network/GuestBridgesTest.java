package io.xapid.server.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.Nic;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkFailure;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkBackend;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.api.ApiKit;
import io.xapid.server.vm.NetworkAccess;
import io.xapid.server.vm.NetworkAccess.Interface;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guests of a hypervisor that makes their ends on bridges by itself, as Xen's tools do. */
class GuestBridgesTest {
    private static final Interface NIC =
            new Interface("f00dbabe-1234-4567-89ab-cdef01234567", 3, "02:00:00:00:00:02", 0);

    private final ApiKit kit = new ApiKit();
    private final NetworkBackend backend = new SimulatedNetwork(List.of());
    private final NetworkRoom room = new NetworkRoom(kit.store, ApiKit.HERE, backend, 0);
    private final NetworkAccess access = room.networkAccess(capabilities(Set.of(Feature.BRIDGED_NICS)));
    private final String root = kit.root();

    GuestBridgesTest() {
        kit.serving(room.services().toArray());
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private static Capabilities capabilities(Set<Feature> features) {
        return new Capabilities(
                "some", "1", "none", "a test", features, Set.of(), Set.of(), Set.of(), Set.of(), 1, 1, 1, Map.of());
    }

    private Ref<Network> network() {
        return Ref.of(kit.value("network.create", root, Map.of("name_label", "lab", "other_config", Map.of()))
                .toString());
    }

    @Test
    void areGivenTheBridgeWhichIsMadeForThem() {
        Ref<Network> network = network();

        assertThat(access.attach(network, NIC)).isEqualTo(new Nic.Attachment.Bridge("xapi0"));
        assertThat(access.attach(network, NIC)).isEqualTo(new Nic.Attachment.Bridge("xapi0"));

        assertThat(backend.state().bridges()).hasSize(1);
        assertThat(backend.state().find(new LinkName("xapi0"))).isPresent();
        access.detach(network, NIC);
        access.detach(network, NIC);
    }

    @Test
    void areRefusedWhereTheBridgeIsAnAdministratorsAndIsNotThere() {
        Ref<Network> network = network();
        kit.set(Network.CLASS, network, Network.MANAGED, false);

        assertThatThrownBy(() -> access.attach(network, NIC)).isInstanceOf(NetworkFailure.BridgeNotAvailable.class);
        kit.delete(Network.CLASS, network);
        assertThatThrownBy(() -> access.attach(network, NIC)).isInstanceOf(CallFailure.HandleInvalid.class);
    }

    @Test
    void othersAreGivenPorts() {
        NetworkAccess ports = room.networkAccess(capabilities(Set.of(Feature.BRIDGED_NICS, Feature.TAP_NICS)));

        assertThat(ports.attach(network(), NIC)).isInstanceOf(Nic.Attachment.Tap.class);
    }
}
