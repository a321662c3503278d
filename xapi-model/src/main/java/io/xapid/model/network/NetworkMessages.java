package io.xapid.model.network;

import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.event.Blob;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class network. */
public interface NetworkMessages {

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Attaches an empty place for binary data to the network.")
    default CompletionStage<Ref<Blob>> createNewBlob(
            Call call,
            Ref<Network> network,
            String name,
            String mimeType,
            @Param(value = "public", orElse = "false", since = TAMPA) boolean isPublic) {
        throw new CallFailure.NotImplemented("network.create_new_blob");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Sets the filter for interfaces that follow the network.")
    default CompletionStage<Void> setDefaultLockingMode(Call call, Ref<Network> network, NetworkLockingMode value) {
        throw new CallFailure.NotImplemented("network.set_default_locking_mode");
    }

    @Message(
            since = INVERNESS,
            role = POOL_ADMIN,
            doc = "Permits one more special use.",
            fails = NetworkFailure.IncompatiblePurposes.class)
    default CompletionStage<Void> addPurpose(Call call, Ref<Network> self, NetworkPurpose value) {
        throw new CallFailure.NotImplemented("network.add_purpose");
    }

    @Message(since = INVERNESS, role = POOL_ADMIN, doc = "Withdraws a special use.")
    default CompletionStage<Void> removePurpose(Call call, Ref<Network> self, NetworkPurpose value) {
        throw new CallFailure.NotImplemented("network.remove_purpose");
    }
}
