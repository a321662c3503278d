package io.xapid.model.pool;

import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class pool_patch. */
public interface PoolPatchMessages {

    @Message(
            since = MIAMI,
            deprecated = ELY,
            role = POOL_OPERATOR,
            doc = "Applies the hotfix to one host and returns its output.")
    default CompletionStage<String> apply(Call call, Ref<PoolPatch> self, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool_patch.apply");
    }

    @Message(
            since = MIAMI,
            deprecated = ELY,
            role = POOL_OPERATOR,
            doc = "Applies the hotfix to every host that lacks it.")
    default CompletionStage<Void> poolApply(Call call, Ref<PoolPatch> self) {
        throw new CallFailure.NotImplemented("pool_patch.pool_apply");
    }

    @Message(
            since = MIAMI,
            deprecated = ELY,
            role = POOL_OPERATOR,
            doc = "Tests whether the hotfix could be applied to a host.")
    default CompletionStage<String> precheck(Call call, Ref<PoolPatch> self, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool_patch.precheck");
    }

    @Message(
            since = MIAMI,
            deprecated = ELY,
            role = POOL_OPERATOR,
            doc = "Deletes the uploaded file from the coordinator.")
    default CompletionStage<Void> clean(Call call, Ref<PoolPatch> self) {
        throw new CallFailure.NotImplemented("pool_patch.clean");
    }

    @Message(since = TAMPA, deprecated = ELY, role = POOL_OPERATOR, doc = "Deletes the uploaded file from all hosts.")
    default CompletionStage<Void> poolClean(Call call, Ref<PoolPatch> self) {
        throw new CallFailure.NotImplemented("pool_patch.pool_clean");
    }

    @Message(
            since = MIAMI,
            deprecated = ELY,
            role = POOL_OPERATOR,
            doc = "Forgets a hotfix that is applied nowhere and deletes its file.")
    default CompletionStage<Void> destroy(Call call, Ref<PoolPatch> self) {
        throw new CallFailure.NotImplemented("pool_patch.destroy");
    }

    @Message(since = TAMPA, deprecated = ELY, role = POOL_OPERATOR, doc = "Deletes the uploaded file from one host.")
    default CompletionStage<Void> cleanOnHost(Call call, Ref<PoolPatch> self, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool_patch.clean_on_host");
    }
}
