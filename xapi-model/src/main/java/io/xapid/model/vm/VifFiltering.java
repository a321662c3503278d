package io.xapid.model.vm;

import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VIF about the addresses a guest may use. */
public interface VifFiltering {

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Chooses which traffic may leave the interface.")
    default CompletionStage<Void> setLockingMode(Call call, Ref<Vif> self, VifLockingMode value) {
        throw new CallFailure.NotImplemented("VIF.set_locking_mode");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Replaces the IPv4 addresses allowed when locked.")
    default CompletionStage<Void> setIpv4Allowed(Call call, Ref<Vif> self, List<String> value) {
        throw new CallFailure.NotImplemented("VIF.set_ipv4_allowed");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Allows one more IPv4 address when locked.")
    default CompletionStage<Void> addIpv4Allowed(Call call, Ref<Vif> self, String value) {
        throw new CallFailure.NotImplemented("VIF.add_ipv4_allowed");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Withdraws an allowed IPv4 address.")
    default CompletionStage<Void> removeIpv4Allowed(Call call, Ref<Vif> self, String value) {
        throw new CallFailure.NotImplemented("VIF.remove_ipv4_allowed");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Replaces the IPv6 addresses allowed when locked.")
    default CompletionStage<Void> setIpv6Allowed(Call call, Ref<Vif> self, List<String> value) {
        throw new CallFailure.NotImplemented("VIF.set_ipv6_allowed");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Allows one more IPv6 address when locked.")
    default CompletionStage<Void> addIpv6Allowed(Call call, Ref<Vif> self, String value) {
        throw new CallFailure.NotImplemented("VIF.add_ipv6_allowed");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Withdraws an allowed IPv6 address.")
    default CompletionStage<Void> removeIpv6Allowed(Call call, Ref<Vif> self, String value) {
        throw new CallFailure.NotImplemented("VIF.remove_ipv6_allowed");
    }
}
