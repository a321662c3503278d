package io.xapid.model.network;

import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class VLAN. */
public interface VlanMessages {

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Adds a VLAN to an interface and connects it to a network.")
    default CompletionStage<Ref<Vlan>> create(
            Call call, @Param("tagged_PIF") Ref<Pif> taggedPif, long tag, Ref<Network> network) {
        throw new CallFailure.NotImplemented("VLAN.create");
    }

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Removes the VLAN and its untagged interface.")
    default CompletionStage<Void> destroy(Call call, Ref<Vlan> self) {
        throw new CallFailure.NotImplemented("VLAN.destroy");
    }
}
