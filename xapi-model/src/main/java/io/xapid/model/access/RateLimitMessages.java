package io.xapid.model.access;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class Rate_limit. */
public interface RateLimitMessages {

    @Message(since = V26_17_0, prototype = true, role = POOL_ADMIN, doc = "Puts a client under this limit.")
    default CompletionStage<Void> addCaller(Call call, Ref<RateLimit> self, Ref<Caller> caller) {
        throw new CallFailure.NotImplemented("Rate_limit.add_caller");
    }

    @Message(since = V26_17_0, prototype = true, role = POOL_ADMIN, doc = "Frees a client from this limit.")
    default CompletionStage<Void> removeCaller(Call call, Ref<RateLimit> self, Ref<Caller> caller) {
        throw new CallFailure.NotImplemented("Rate_limit.remove_caller");
    }

    @Message(since = V26_17_0, prototype = true, role = POOL_ADMIN, doc = "Changes how many tokens can be saved up.")
    default CompletionStage<Void> setBurstSize(Call call, Ref<RateLimit> self, double value) {
        throw new CallFailure.NotImplemented("Rate_limit.set_burst_size");
    }

    @Message(
            since = V26_17_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Changes how many tokens come back per second.")
    default CompletionStage<Void> setFillRate(Call call, Ref<RateLimit> self, double value) {
        throw new CallFailure.NotImplemented("Rate_limit.set_fill_rate");
    }
}
