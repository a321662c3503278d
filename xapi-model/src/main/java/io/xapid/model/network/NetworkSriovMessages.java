package io.xapid.model.network;

import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class network_sriov. */
public interface NetworkSriovMessages {

    @Message(since = KOLKATA, role = POOL_OPERATOR, doc = "Divides a card and connects its parts to a network.")
    default CompletionStage<Ref<NetworkSriov>> create(Call call, Ref<Pif> pif, Ref<Network> network) {
        throw new CallFailure.NotImplemented("network_sriov.create");
    }

    @Message(since = KOLKATA, role = POOL_OPERATOR, doc = "Stops dividing the card.")
    default CompletionStage<Void> destroy(Call call, Ref<NetworkSriov> self) {
        throw new CallFailure.NotImplemented("network_sriov.destroy");
    }

    @Message(since = KOLKATA, role = READ_ONLY, doc = "Number of parts still free for guests.")
    default CompletionStage<Long> getRemainingCapacity(Call call, Ref<NetworkSriov> self) {
        throw new CallFailure.NotImplemented("network_sriov.get_remaining_capacity");
    }
}
