package io.xapid.model.network;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.ClusterFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class PIF that find, add and remove interfaces. */
public interface PifInventory {

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Looks for new network cards of a host and records them.")
    default CompletionStage<Void> scan(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("PIF.scan");
    }

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Records one network card of a host by MAC and device.")
    default CompletionStage<Ref<Pif>> introduce(
            Call call,
            Ref<Host> host,
            @Param("MAC") String mac,
            String device,
            @Param(orElse = "true", since = VGPU_PRODUCTISATION) boolean managed) {
        throw new CallFailure.NotImplemented("PIF.introduce");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Removes the record of a physical interface and its configuration.",
            fails = {PifFailure.TunnelStillExists.class, ClusterFailure.ClusteringEnabled.class})
    default CompletionStage<Void> forget(Call call, Ref<Pif> self) {
        throw new CallFailure.NotImplemented("PIF.forget");
    }

    @Message(
            name = "create_VLAN",
            since = RIO,
            deprecated = MIAMI,
            role = POOL_OPERATOR,
            doc = "Old way to add a VLAN; use VLAN.create.",
            fails = NetworkFailure.VlanTagInvalid.class)
    default CompletionStage<Ref<Pif>> createVlan(
            Call call, String device, Ref<Network> network, Ref<Host> host, @Param("VLAN") long vlan) {
        throw new CallFailure.NotImplemented("PIF.create_VLAN");
    }

    @Message(
            since = RIO,
            deprecated = MIAMI,
            role = POOL_OPERATOR,
            doc = "Old way to remove a VLAN; use VLAN.destroy.",
            fails = PifFailure.IsPhysical.class)
    default CompletionStage<Void> destroy(Call call, Ref<Pif> self) {
        throw new CallFailure.NotImplemented("PIF.destroy");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Writes a record without touching the host.")
    default CompletionStage<Ref<Pif>> dbIntroduce(
            Call call,
            String device,
            Ref<Network> network,
            Ref<Host> host,
            @Param("MAC") String mac,
            @Param("MTU") long mtu,
            @Param("VLAN") long vlan,
            boolean physical,
            IpMode ipConfigurationMode,
            @Param("IP") String ip,
            String netmask,
            String gateway,
            @Param("DNS") String dns,
            Ref<Bond> bondSlaveOf,
            @Param("VLAN_master_of") Ref<Vlan> vlanMasterOf,
            boolean management,
            Map<String, String> otherConfig,
            @Param(orElse = "false") boolean disallowUnplug,
            @Param(orElse = "None", since = BOSTON) Ipv6Mode ipv6ConfigurationMode,
            @Param(value = "IPv6", orElse = "", since = BOSTON) List<String> ipv6,
            @Param(orElse = "", since = BOSTON) String ipv6Gateway,
            @Param(orElse = "IPv4", since = BOSTON) AddressType primaryAddressType,
            @Param(orElse = "true", since = VGPU_PRODUCTISATION) boolean managed,
            @Param(orElse = "", since = CREEDENCE) Map<String, String> properties) {
        throw new CallFailure.NotImplemented("PIF.db_introduce");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Deletes a record without touching the host.")
    default CompletionStage<Void> dbForget(Call call, Ref<Pif> self) {
        throw new CallFailure.NotImplemented("PIF.db_forget");
    }
}
