package io.xapid.model.host;

import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class host_crashdump. */
public interface HostCrashdumpMessages {

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Deletes the dump from the host.")
    default CompletionStage<Void> destroy(Call call, Ref<HostCrashdump> self) {
        throw new CallFailure.NotImplemented("host_crashdump.destroy");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Sends the dump to a URL; options may name a proxy.")
    default CompletionStage<Void> upload(Call call, Ref<HostCrashdump> self, String url, Map<String, String> options) {
        throw new CallFailure.NotImplemented("host_crashdump.upload");
    }
}
