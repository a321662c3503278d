package io.xapid.model.vm;

import static io.xapid.model.meta.Release.DUNDEE;
import static io.xapid.model.meta.Release.V26_16_0;
import static io.xapid.model.meta.Role.VM_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class VIF about addresses inside the guest. */
public interface VifAddresses {

    @Message(
            since = DUNDEE,
            extended = V26_16_0,
            role = VM_OPERATOR,
            doc = "Has the guest agent set IPv4 address (with prefix length) and gateway.")
    default CompletionStage<Void> configureIpv4(
            Call call,
            Ref<Vif> self,
            VifIpv4Mode mode,
            @Param(orElse = "") String address,
            @Param(orElse = "") String gateway) {
        throw new CallFailure.NotImplemented("VIF.configure_ipv4");
    }

    @Message(
            since = DUNDEE,
            extended = V26_16_0,
            role = VM_OPERATOR,
            doc = "Has the guest agent set IPv6 address (with prefix length) and gateway.")
    default CompletionStage<Void> configureIpv6(
            Call call,
            Ref<Vif> self,
            VifIpv6Mode mode,
            @Param(orElse = "") String address,
            @Param(orElse = "") String gateway) {
        throw new CallFailure.NotImplemented("VIF.configure_ipv6");
    }
}
