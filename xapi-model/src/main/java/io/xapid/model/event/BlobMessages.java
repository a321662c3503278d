package io.xapid.model.event;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class blob. */
public interface BlobMessages {

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Makes an empty blob that belongs to no object.",
            traits = SYNCHRONOUS)
    default CompletionStage<Ref<Blob>> create(
            Call call, String mimeType, @Param(value = "public", orElse = "false", since = TAMPA) boolean isPublic) {
        throw new CallFailure.NotImplemented("blob.create");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Deletes the blob and its data.", traits = SYNCHRONOUS)
    default CompletionStage<Void> destroy(Call call, Ref<Blob> self) {
        throw new CallFailure.NotImplemented("blob.destroy");
    }
}
