package io.xapid.model.pool;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about support and diagnosis. */
public interface PoolSupport {

    @Message(since = GEORGE, role = POOL_ADMIN, doc = "POST a text over HTTPS to a host and port and return the reply.")
    default CompletionStage<String> sendTestPost(Call call, String host, long port, String body) {
        throw new CallFailure.NotImplemented("pool.send_test_post");
    }

    @Message(
            since = COWLEY,
            role = POOL_OPERATOR,
            doc = "Tries whether a VM archive location works with the given settings.",
            traits = SYNCHRONOUS)
    default CompletionStage<String> testArchiveTarget(Call call, Ref<Pool> self, Map<String, String> config) {
        throw new CallFailure.NotImplemented("pool.test_archive_target");
    }
}
