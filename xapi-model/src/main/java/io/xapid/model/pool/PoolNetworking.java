package io.xapid.model.pool;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifFailure;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about networks across the pool. */
public interface PoolNetworking {

    @Message(
            name = "create_VLAN",
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Adds a VLAN on the same device of every host and joins it to a network.",
            fails = NetworkFailure.VlanTagInvalid.class)
    default CompletionStage<List<Ref<Pif>>> createVlan(
            Call call, String device, Ref<Network> network, @Param("VLAN") long vlan) {
        throw new CallFailure.NotImplemented("pool.create_VLAN");
    }

    @Message(
            name = "create_VLAN_from_PIF",
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Adds a VLAN on every host, following the device of the given interface.",
            fails = NetworkFailure.VlanTagInvalid.class)
    default CompletionStage<List<Ref<Pif>>> createVlanFromPif(
            Call call, Ref<Pif> pif, Ref<Network> network, @Param("VLAN") long vlan) {
        throw new CallFailure.NotImplemented("pool.create_VLAN_from_PIF");
    }

    @Message(
            since = INVERNESS,
            role = POOL_OPERATOR,
            doc = "Moves management traffic of all hosts to another network.",
            fails = {
                HaFailure.IsEnabled.class,
                PifFailure.NotPresent.class,
                PifFailure.CannotPlugBondSlave.class,
                PifFailure.IncompatiblePrimaryAddressType.class,
                PifFailure.HasNoNetworkConfiguration.class,
                PifFailure.HasNoV6NetworkConfiguration.class
            })
    default CompletionStage<Void> managementReconfigure(Call call, Ref<Network> network) {
        throw new CallFailure.NotImplemented("pool.management_reconfigure");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            extended = COWLEY,
            deprecated = FALCON,
            role = POOL_OPERATOR,
            doc = "Sets or clears the address of the virtual switch controller.")
    default CompletionStage<Void> setVswitchController(Call call, String address) {
        throw new CallFailure.NotImplemented("pool.set_vswitch_controller");
    }

    @Message(since = INVERNESS, role = POOL_OPERATOR, doc = "Turns multicast filtering on all bridges on or off.")
    default CompletionStage<Void> setIgmpSnoopingEnabled(Call call, Ref<Pool> self, boolean value) {
        throw new CallFailure.NotImplemented("pool.set_igmp_snooping_enabled");
    }
}
