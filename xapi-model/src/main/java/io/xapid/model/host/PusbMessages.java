package io.xapid.model.host;

import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class PUSB. */
public interface PusbMessages {

    @Message(
            since = INVERNESS,
            role = POOL_ADMIN,
            doc = "Looks for USB devices on the host again and updates the records.")
    default CompletionStage<Void> scan(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("PUSB.scan");
    }

    @Message(
            since = INVERNESS,
            role = POOL_ADMIN,
            doc = "Allows or forbids giving the device to a guest; it must be unused.")
    default CompletionStage<Void> setPassthroughEnabled(Call call, Ref<Pusb> self, boolean value) {
        throw new CallFailure.NotImplemented("PUSB.set_passthrough_enabled");
    }
}
