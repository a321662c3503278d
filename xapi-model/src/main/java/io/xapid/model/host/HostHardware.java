package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class host about processors and other hardware. */
public interface HostHardware {

    @Message(
            since = MIDNIGHT_RIDE,
            deprecated = DUNDEE,
            removed = DUNDEE,
            role = POOL_OPERATOR,
            doc = "Removed: sets the CPU feature mask for the next boot.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setCpuFeatures(Call call, Ref<Host> host, String features) {
        throw new CallFailure.NotImplemented("host.set_cpu_features");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            deprecated = DUNDEE,
            removed = DUNDEE,
            role = POOL_OPERATOR,
            doc = "Removed: cleared the CPU feature mask.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> resetCpuFeatures(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.reset_cpu_features");
    }

    @Message(
            since = V1_271_0,
            role = LOCAL_ROOT,
            doc = "Sets whether CPUs are scheduled by cpu, core or socket; needs a reboot.")
    default CompletionStage<Void> setSchedGran(Call call, Ref<Host> self, SchedulingGranularity value) {
        throw new CallFailure.NotImplemented("host.set_sched_gran");
    }

    @Message(since = V1_271_0, role = LOCAL_ROOT, doc = "Unit in which CPUs are scheduled: cpu, core or socket.")
    default CompletionStage<SchedulingGranularity> getSchedGran(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.get_sched_gran");
    }

    @Message(
            since = V24_0_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Sets how strongly guests are kept on few NUMA nodes.")
    default CompletionStage<Void> setNumaAffinityPolicy(Call call, Ref<Host> self, NumaPolicy value) {
        throw new CallFailure.NotImplemented("host.set_numa_affinity_policy");
    }

    @Message(
            since = V26_0_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Limits how deep CPUs may idle; empty removes the limit.")
    default CompletionStage<Void> setMaxCstate(Call call, Ref<Host> self, String value) {
        throw new CallFailure.NotImplemented("host.set_max_cstate");
    }
}
