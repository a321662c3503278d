package io.xapid.model.host;

import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class host_patch. */
public interface HostPatchMessages {

    @Message(
            since = RIO,
            deprecated = MIAMI,
            role = POOL_OPERATOR,
            doc = "Deprecated: deletes the patch file from the host.")
    default CompletionStage<Void> destroy(Call call, Ref<HostPatch> self) {
        throw new CallFailure.NotImplemented("host_patch.destroy");
    }

    @Message(
            since = RIO,
            deprecated = MIAMI,
            role = POOL_OPERATOR,
            doc = "Deprecated: applies the patch and returns its output.")
    default CompletionStage<String> apply(Call call, Ref<HostPatch> self) {
        throw new CallFailure.NotImplemented("host_patch.apply");
    }
}
