package io.xapid.model.host;

import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class USB_group. */
public interface UsbGroupMessages {

    @Message(since = INVERNESS, role = POOL_ADMIN, doc = "Makes an empty group.")
    default CompletionStage<Ref<UsbGroup>> create(
            Call call,
            @Param(orElse = "") String nameLabel,
            @Param(orElse = "") String nameDescription,
            @Param(orElse = "") Map<String, String> otherConfig) {
        throw new CallFailure.NotImplemented("USB_group.create");
    }

    @Message(since = INVERNESS, role = POOL_ADMIN, doc = "Removes a group that is not in use.")
    default CompletionStage<Void> destroy(Call call, Ref<UsbGroup> self) {
        throw new CallFailure.NotImplemented("USB_group.destroy");
    }
}
