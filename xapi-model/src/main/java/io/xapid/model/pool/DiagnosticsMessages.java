package io.xapid.model.pool;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Release.STOCKHOLM;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class Diagnostics. */
public interface DiagnosticsMessages {

    @Message(
            since = STOCKHOLM,
            role = POOL_OPERATOR,
            doc = "Makes the toolstack on a host release unused memory.",
            traits = HIDDEN)
    default CompletionStage<Void> gcCompact(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("Diagnostics.gc_compact");
    }

    @Message(
            since = STOCKHOLM,
            role = POOL_OPERATOR,
            doc = "Memory management figures of the toolstack on a host.",
            traits = HIDDEN)
    default CompletionStage<Map<String, String>> gcStats(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("Diagnostics.gc_stats");
    }

    @Message(since = STOCKHOLM, role = POOL_OPERATOR, doc = "Timing and lock figures of the database.", traits = HIDDEN)
    default CompletionStage<Map<String, String>> dbStats(Call call) {
        throw new CallFailure.NotImplemented("Diagnostics.db_stats");
    }

    @Message(
            since = STOCKHOLM,
            role = POOL_OPERATOR,
            doc = "Traffic counters of a host's API handlers, filtered by parameters.",
            traits = HIDDEN)
    default CompletionStage<List<List<String>>> networkStats(Call call, Ref<Host> host, Map<String, String> params) {
        throw new CallFailure.NotImplemented("Diagnostics.network_stats");
    }
}
