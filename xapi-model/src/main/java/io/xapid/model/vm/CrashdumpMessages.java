package io.xapid.model.vm;

import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class crashdump. */
public interface CrashdumpMessages {

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Deletes the dump and its disk image.")
    default CompletionStage<Void> destroy(Call call, Ref<Crashdump> self) {
        throw new CallFailure.NotImplemented("crashdump.destroy");
    }
}
