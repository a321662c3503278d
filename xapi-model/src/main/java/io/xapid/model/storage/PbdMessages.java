package io.xapid.model.storage;

import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class PBD. */
public interface PbdMessages {

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Opens the repository on the host.",
            fails = SrFailure.UnknownDriver.class,
            marks = "SR:plug")
    default CompletionStage<Void> plug(Call call, Ref<Pbd> self) {
        throw new CallFailure.NotImplemented("PBD.plug");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Closes the repository on the host; no disk may be in use there.",
            marks = "SR:unplug")
    default CompletionStage<Void> unplug(Call call, Ref<Pbd> self) {
        throw new CallFailure.NotImplemented("PBD.unplug");
    }

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "For drivers only: replaces the driver settings.")
    default CompletionStage<Void> setDeviceConfig(Call call, Ref<Pbd> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("PBD.set_device_config");
    }
}
