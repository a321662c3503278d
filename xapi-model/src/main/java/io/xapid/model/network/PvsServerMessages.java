package io.xapid.model.network;

import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class PVS_server. */
public interface PvsServerMessages {

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Records a server of a site.")
    default CompletionStage<Ref<PvsServer>> introduce(
            Call call, List<String> addresses, long firstPort, long lastPort, Ref<PvsSite> site) {
        throw new CallFailure.NotImplemented("PVS_server.introduce");
    }

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Removes the record of the server.")
    default CompletionStage<Void> forget(Call call, Ref<PvsServer> self) {
        throw new CallFailure.NotImplemented("PVS_server.forget");
    }
}
