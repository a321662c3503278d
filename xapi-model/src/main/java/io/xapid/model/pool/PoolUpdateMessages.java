package io.xapid.model.pool;

import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import java.util.concurrent.CompletionStage;

/** Messages of class pool_update. */
public interface PoolUpdateMessages {

    @Message(
            since = ELY,
            role = POOL_OPERATOR,
            doc = "Registers the update found on a disk after checking its signature.")
    default CompletionStage<Ref<PoolUpdate>> introduce(Call call, Ref<Vdi> vdi) {
        throw new CallFailure.NotImplemented("pool_update.introduce");
    }

    @Message(
            since = ELY,
            role = POOL_OPERATOR,
            doc = "Tests whether a host could take the update; tells if it applies live.")
    default CompletionStage<LivepatchStatus> precheck(Call call, Ref<PoolUpdate> self, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool_update.precheck");
    }

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Applies the update to one host.")
    default CompletionStage<Void> apply(Call call, Ref<PoolUpdate> self, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool_update.apply");
    }

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Applies the update to all hosts that lack it.")
    default CompletionStage<Void> poolApply(Call call, Ref<PoolUpdate> self) {
        throw new CallFailure.NotImplemented("pool_update.pool_apply");
    }

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Deletes the uploaded disk and leftover files on all hosts.")
    default CompletionStage<Void> poolClean(Call call, Ref<PoolUpdate> self) {
        throw new CallFailure.NotImplemented("pool_update.pool_clean");
    }

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Forgets an update that is applied nowhere.")
    default CompletionStage<Void> destroy(Call call, Ref<PoolUpdate> self) {
        throw new CallFailure.NotImplemented("pool_update.destroy");
    }
}
