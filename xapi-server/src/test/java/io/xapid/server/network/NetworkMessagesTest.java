package io.xapid.server.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.simulator.SimulatedHypervisor;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkLockingMode;
import io.xapid.model.network.NetworkPurpose;
import io.xapid.model.network.Pif;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vif;
import io.xapid.network.BridgeSpec;
import io.xapid.network.LinkName;
import io.xapid.network.Mtu;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkState.Bridge;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.api.ApiKit;
import io.xapid.server.vm.NetworkAccess;
import io.xapid.server.vm.NetworkAccess.Interface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkMessagesTest {
    private static final Interface NIC =
            new Interface("f00dbabe-1234-4567-89ab-cdef01234567", 3, "02:00:00:00:00:02", 0);

    private final ApiKit kit = new ApiKit();
    private final NetworkBackend backend = new SimulatedNetwork(
            List.of(SimulatedNics.nic("enp3s0", "02:00:00:00:00:09"), SimulatedNics.virtual("dummy0")));
    private final NetworkRoom room = new NetworkRoom(kit.store, ApiKit.HERE, backend, 0);
    private final NetworkAccess access = room.networkAccess(new SimulatedHypervisor().capabilities());
    private final String root = kit.root();

    NetworkMessagesTest() {
        kit.serving(room.services().toArray());
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void aNewNetworkIsARowAndNothingElse() {
        Ref<Network> made = create(Map.of("name_label", "lab"));
        Row<Network> row = kit.row(Network.CLASS, made);
        assertThat(row.get(Network.NAME_LABEL)).isEqualTo("lab");
        assertThat(row.get(Network.BRIDGE)).isEqualTo("xapi0");
        assertThat(row.get(Network.MTU)).isEqualTo(1500);
        assertThat(row.get(Network.MANAGED)).isTrue();
        assertThat(row.get(Network.ALLOWED_OPERATIONS)).isEmpty();
        assertThat(backend.state().bridges()).isEmpty();
    }

    @Test
    void aNetworkWithoutABridgeOfItsOwnIsManagedWhateverAClientSends() {
        Ref<Network> made = create(Map.of("name_label", "lab", "managed", false));

        assertThat(kit.row(Network.CLASS, made).get(Network.MANAGED)).isTrue();
    }

    @Test
    void bridgesAreNumberedAndNumbersComeBack() {
        create(Map.of());
        Ref<Network> second = create(Map.of());
        assertThat(kit.row(Network.CLASS, second).get(Network.BRIDGE)).isEqualTo("xapi1");
        create(Map.of());
        kit.value("network.destroy", root, second.value());
        assertThat(kit.row(Network.CLASS, create(Map.of())).get(Network.BRIDGE)).isEqualTo("xapi1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xenbr9",
                "xapi7",
                "vif1.0",
                "tap0",
                "eth0",
                "sixteen-letters-",
                "with space",
                "-x",
                "a/b",
                "..",
                "é"
            })
    void someNamesAreNotForBridges(String bridge) {
        assertThat(failure(Map.of("bridge", bridge))).containsExactly("INVALID_VALUE", "bridge", bridge);
    }

    @Test
    void aNameIsTakenOnce() {
        create(Map.of("bridge", "lab0"));
        assertThat(failure(Map.of("bridge", "lab0"))).containsExactly("BRIDGE_NAME_EXISTS", "lab0");
        assertThat(failure(Map.of("bridge", "enp3s0"))).containsExactly("BRIDGE_NAME_EXISTS", "enp3s0");
        assertThat(failure(Map.of("bridge", "dummy0"))).containsExactly("BRIDGE_NAME_EXISTS", "dummy0");
        create(Map.of("bridge", "dummy0", "managed", false)); // an administrator knows better
    }

    @ParameterizedTest
    @CsvSource({"0, 1500", "-7, 1500", "68, 68", "9000, 9000", "65521, 65521"})
    void anMtuThatMakesSenseIsTaken(String asked, long had) {
        assertThat(kit.row(Network.CLASS, create(Map.of("MTU", asked))).get(Network.MTU))
                .isEqualTo(had);
    }

    @ParameterizedTest
    @ValueSource(strings = {"67", "65522", "9223372036854775807"})
    void anMtuThatNoBridgeCanHaveIsNot(String mtu) {
        assertThat(failure(Map.of("MTU", mtu))).containsExactly("INVALID_VALUE", "MTU", mtu);
        Ref<Network> made = create(Map.of());
        assertThat(kit.failure("network.set_MTU", root, made.value(), mtu))
                .containsExactly("INVALID_VALUE", "MTU", mtu);
        kit.value("network.set_MTU", root, made.value(), "1400");
        assertThat(kit.row(Network.CLASS, made).get(Network.MTU)).isEqualTo(1400);
    }

    @Test
    void aNetworkGoesWithItsUnusedInterfaces() {
        Ref<Network> made = create(Map.of());
        Ref<Vif> idle = vif(made, Map.of());
        Ref<Vif> attached = vif(made, Map.of(Vif.CURRENTLY_ATTACHED, true));
        Ref<Vif> reserved = vif(made, Map.of(Vif.RESERVED, true));
        assertThat(kit.failure("network.destroy", root, made.value()))
                .startsWith("NETWORK_CONTAINS_VIF")
                .hasSize(3)
                .contains(attached.value(), reserved.value());
        kit.delete(Vif.CLASS, attached);
        kit.delete(Vif.CLASS, reserved);
        kit.value("network.destroy", root, made.value());
        assertThat(kit.store.snapshot().find(Network.CLASS, made)).isEmpty();
        assertThat(kit.store.snapshot().find(Vif.CLASS, idle)).isEmpty();
    }

    @Test
    void aNetworkThatTheHostNeedsStays() {
        Ref<Network> made = create(Map.of());
        Ref<Pif> pif = kit.have(Pif.CLASS, Map.of(Pif.NETWORK, made));
        assertThat(kit.failure("network.destroy", root, made.value()))
                .containsExactly("NETWORK_CONTAINS_PIF", pif.value());
        Ref<Network> internal = kit.have(
                Network.CLASS, Map.of(Network.OTHER_CONFIG, Map.of("is_host_internal_management_network", "true")));
        assertThat(kit.failure("network.destroy", root, internal.value()))
                .containsExactly("CANNOT_DESTROY_SYSTEM_NETWORK", internal.value());
        assertThat(kit.failure("network.destroy", root, "OpaqueRef:x"))
                .containsExactly("HANDLE_INVALID", "network", "OpaqueRef:x");
    }

    @Test
    void aBridgeComesWithTheFirstGuestAndGoesWithTheNetwork() {
        Ref<Network> made = create(Map.of("MTU", "1400"));
        Nic.Attachment attachment = access.attach(made, NIC);
        assertThat(attachment).isEqualTo(new Nic.Attachment.Tap("vf00dbabe12.3"));
        assertThat(access.attach(made, NIC)).isEqualTo(attachment);
        assertThat(backend.state().bridges()).singleElement().satisfies(bridge -> {
            assertThat(bridge.name().text()).isEqualTo("xapi0");
            assertThat(bridge.mtuBytes()).isEqualTo(1400);
            assertThat(bridge.ports()).containsExactly(new LinkName("vf00dbabe12.3"));
        });
        access.detach(made, NIC);
        access.detach(made, NIC);
        assertThat(backend.state().bridges())
                .singleElement()
                .extracting(Bridge::ports)
                .isEqualTo(List.of());
        kit.value("network.destroy", root, made.value());
        assertThat(backend.state().bridges()).isEmpty();
    }

    @Test
    void aBridgeOfAnAdministratorIsNeitherMadeNorRemoved() {
        Ref<Network> made = create(Map.of("bridge", "theirs", "managed", false));
        assertThatThrownBy(() -> access.attach(made, NIC))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.description()).containsExactly("BRIDGE_NOT_AVAILABLE", "theirs"));
        backend.ensureBridge(BridgeSpec.internal(new LinkName("theirs"), Mtu.ETHERNET));
        access.attach(made, NIC);
        access.detach(made, NIC);
        kit.value("network.destroy", root, made.value());
        assertThat(backend.state().bridges()).hasSize(1);
    }

    @Test
    void aNicJoinsOnlyWhenAskedTo() {
        Ref<Network> made = create(Map.of());
        access.attach(made, NIC);
        assertThat(backend.state().bridges())
                .singleElement()
                .extracting(Bridge::uplinks)
                .isEqualTo(List.of());
        kit.value("network.add_to_other_config", root, made.value(), HostNetworks.MAY_BRIDGE, "enp3s0");
        access.attach(made, NIC);
        assertThat(backend.state().bridges())
                .singleElement()
                .extracting(Bridge::uplinks)
                .isEqualTo(List.of(new LinkName("enp3s0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-nic", "../x", "", "xapi0"})
    void anUplinkThatIsNoneMakesTheNetworkUnreachable(String uplink) {
        Ref<Network> made = create(Map.of("other_config", Map.of(HostNetworks.MAY_BRIDGE, uplink)));
        if (uplink.isEmpty()) {
            access.attach(made, NIC);
        } else {
            assertThatThrownBy(() -> access.attach(made, NIC))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.description()).containsExactly("BRIDGE_NOT_AVAILABLE", "xapi0"));
        }
    }

    @Test
    void theFilterIsSetWhileNobodyIsConnected() {
        Ref<Network> made = create(Map.of());
        vif(made, Map.of());
        kit.value("network.set_default_locking_mode", root, made.value(), "disabled");
        assertThat(kit.row(Network.CLASS, made).get(Network.DEFAULT_LOCKING_MODE))
                .isEqualTo(NetworkLockingMode.DISABLED);
        Ref<Vif> attached = vif(made, Map.of(Vif.CURRENTLY_ATTACHED, true));
        assertThat(kit.failure("network.set_default_locking_mode", root, made.value(), "unlocked"))
                .containsExactly("VIF_IN_USE", made.value(), attached.value());
    }

    @Test
    void aPoolKeepsToOnePurpose() {
        Ref<Network> one = create(Map.of());
        Ref<Network> other = create(Map.of());
        kit.value("network.add_purpose", root, one.value(), "nbd");
        kit.value("network.add_purpose", root, one.value(), "nbd");
        kit.value("network.add_purpose", root, other.value(), "nbd");
        assertThat(kit.failure("network.add_purpose", root, other.value(), "insecure_nbd"))
                .containsExactly("NETWORK_INCOMPATIBLE_PURPOSES", "insecure_nbd", "nbd");
        kit.value("network.remove_purpose", root, one.value(), "nbd");
        kit.value("network.remove_purpose", root, other.value(), "nbd");
        kit.value("network.add_purpose", root, other.value(), "insecure_nbd");
        assertThat(kit.row(Network.CLASS, other).get(Network.PURPOSE)).containsExactly(NetworkPurpose.INSECURE_NBD);
        Ref<Network> theirs = create(Map.of("bridge", "theirs", "managed", false));
        assertThat(kit.failure("network.add_purpose", root, theirs.value(), "insecure_nbd"))
                .containsExactly("NETWORK_UNMANAGED", theirs.value());
    }

    @Test
    void portsOfDifferentGuestsAndNicsDiffer() {
        String one = GuestPorts.portName(NIC);
        assertThat(one).hasSizeLessThanOrEqualTo(15);
        assertThat(GuestPorts.portName(new Interface(NIC.vm(), 15, "", 0)))
                .hasSizeLessThanOrEqualTo(15)
                .isNotEqualTo(one);
        assertThat(GuestPorts.portName(new Interface(UUID.randomUUID().toString(), 3, "", 0)))
                .isNotEqualTo(one);
    }

    private Ref<Vif> vif(Ref<Network> network, Map<Field<Vif, ?>, Object> more) {
        var values = new HashMap<Field<Vif, ?>, Object>(Map.of(Vif.NETWORK, network));
        values.putAll(more);
        return kit.have(Vif.CLASS, values);
    }

    @SuppressWarnings("unchecked") // the message answers a reference of that class
    private Ref<Network> create(Map<String, Object> record) {
        return (Ref<Network>) kit.value("network.create", root, complete(record));
    }

    private List<String> failure(Map<String, Object> record) {
        return kit.failure("network.create", root, complete(record));
    }

    private static Map<String, Object> complete(Map<String, Object> record) {
        var complete = new HashMap<String, Object>(Map.of("other_config", Map.of()));
        complete.putAll(record);
        return complete;
    }
}
