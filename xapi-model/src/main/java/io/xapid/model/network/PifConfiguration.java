package io.xapid.model.network;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.ClusterFailure;
import io.xapid.model.pool.HaFailure;
import java.util.concurrent.CompletionStage;

/** Messages of class PIF that configure interfaces. */
public interface PifConfiguration {

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Changes how the interface gets its IPv4 address.",
            fails = ClusterFailure.ClusteringEnabled.class)
    default CompletionStage<Void> reconfigureIp(
            Call call,
            Ref<Pif> self,
            IpMode mode,
            @Param("IP") String ip,
            String netmask,
            String gateway,
            @Param("DNS") String dns) {
        throw new CallFailure.NotImplemented("PIF.reconfigure_ip");
    }

    @Message(
            since = TAMPA,
            role = POOL_OPERATOR,
            doc = "Changes how the interface gets its IPv6 address.",
            fails = ClusterFailure.ClusteringEnabled.class)
    default CompletionStage<Void> reconfigureIpv6(
            Call call,
            Ref<Pif> self,
            Ipv6Mode mode,
            @Param("IPv6") String ipv6,
            String gateway,
            @Param("DNS") String dns) {
        throw new CallFailure.NotImplemented("PIF.reconfigure_ipv6");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Chooses IPv4 or IPv6 for management.")
    default CompletionStage<Void> setPrimaryAddressType(Call call, Ref<Pif> self, AddressType primaryAddressType) {
        throw new CallFailure.NotImplemented("PIF.set_primary_address_type");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Protects the interface from being taken down, or lifts that.",
            fails = {CallFailure.OtherOperationInProgress.class, ClusterFailure.ClusteringEnabled.class})
    default CompletionStage<Void> setDisallowUnplug(Call call, Ref<Pif> self, boolean value) {
        throw new CallFailure.NotImplemented("PIF.set_disallow_unplug");
    }

    @Message(since = CREEDENCE, role = POOL_OPERATOR, doc = "Changes one link setting, also on the parts of a bond.")
    default CompletionStage<Void> setProperty(Call call, Ref<Pif> self, String name, String value) {
        throw new CallFailure.NotImplemented("PIF.set_property");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Brings the interface up with its configuration.",
            fails = PifFailure.TransportNotConfigured.class)
    default CompletionStage<Void> plug(Call call, Ref<Pif> self) {
        throw new CallFailure.NotImplemented("PIF.plug");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Takes the interface down.",
            fails = {
                HaFailure.OperationWouldBreakFailoverPlan.class,
                NetworkFailure.VifInUse.class,
                PifFailure.DoesNotAllowUnplug.class,
                PifFailure.HasFcoeSrInUse.class
            })
    default CompletionStage<Void> unplug(Call call, Ref<Pif> self) {
        throw new CallFailure.NotImplemented("PIF.unplug");
    }
}
