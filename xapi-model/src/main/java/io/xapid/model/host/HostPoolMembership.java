package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class host about a host's place in its pool. */
public interface HostPoolMembership {

    @Message(
            since = ORLANDO,
            role = POOL_ADMIN,
            doc = "Sends performance archives and binary data to the coordinator.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> syncData(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.sync_data");
    }

    @Message(
            since = MIAMI,
            role = READ_ONLY,
            doc = "True if this host has lost its coordinator.",
            traits = {SYNCHRONOUS, HIDDEN, EMERGENCY})
    default CompletionStage<Boolean> isInEmergencyMode(Call call) {
        throw new CallFailure.NotImplemented("host.is_in_emergency_mode");
    }
}
