package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Release.KOLKATA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import java.util.concurrent.CompletionStage;

/** Messages of class host about storage settings. */
public interface HostStorage {

    @Message(
            since = COWLEY,
            role = POOL_OPERATOR,
            doc = "Uses a local repository as cache for shared disks; host must be disabled.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> enableLocalStorageCaching(Call call, Ref<Host> host, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("host.enable_local_storage_caching");
    }

    @Message(
            since = COWLEY,
            role = POOL_OPERATOR,
            doc = "Stops caching shared disks locally; host must be disabled.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> disableLocalStorageCaching(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.disable_local_storage_caching");
    }

    @Message(since = KOLKATA, role = POOL_OPERATOR, doc = "Sets the iSCSI initiator name; no SR may be using it.")
    default CompletionStage<Void> setIscsiIqn(Call call, Ref<Host> host, String value) {
        throw new CallFailure.NotImplemented("host.set_iscsi_iqn");
    }

    @Message(since = KOLKATA, role = POOL_OPERATOR, doc = "Turns use of several storage paths on or off.")
    default CompletionStage<Void> setMultipathing(Call call, Ref<Host> host, boolean value) {
        throw new CallFailure.NotImplemented("host.set_multipathing");
    }
}
