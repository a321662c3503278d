package io.xapid.model.pool;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.ORLANDO_UPDATE_1;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about high availability. */
public interface PoolHa {

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Turns on high availability with heartbeats on the given storage.",
            marks = "pool:ha_enable")
    default CompletionStage<Void> enableHa(Call call, List<Ref<Sr>> heartbeatSrs, Map<String, String> configuration) {
        throw new CallFailure.NotImplemented("pool.enable_ha");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Turns off high availability on all hosts.",
            marks = "pool:ha_disable")
    default CompletionStage<Void> disableHa(Call call) {
        throw new CallFailure.NotImplemented("pool.disable_ha");
    }

    @Message(
            since = ORLANDO_UPDATE_1,
            role = POOL_OPERATOR,
            doc = "Pauses automatic restarts for that many seconds; 0 resumes.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> haPreventRestartsFor(Call call, long seconds) {
        throw new CallFailure.NotImplemented("pool.ha_prevent_restarts_for");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Whether protected VMs could be restarted after n host failures.",
            traits = SYNCHRONOUS)
    default CompletionStage<Boolean> haFailoverPlanExists(Call call, long n) {
        throw new CallFailure.NotImplemented("pool.ha_failover_plan_exists");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Highest number of host failures that could be planned for now.",
            traits = SYNCHRONOUS)
    default CompletionStage<Long> haComputeMaxHostFailuresToTolerate(Call call) {
        throw new CallFailure.NotImplemented("pool.ha_compute_max_host_failures_to_tolerate");
    }

    @Message(
            since = ORLANDO,
            role = READ_ONLY,
            doc = "Same number if the given VMs had these restart priorities.",
            traits = SYNCHRONOUS)
    default CompletionStage<Long> haComputeHypotheticalMaxHostFailuresToTolerate(
            Call call, Map<Ref<Vm>, String> configuration) {
        throw new CallFailure.NotImplemented("pool.ha_compute_hypothetical_max_host_failures_to_tolerate");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Where each listed VM would go if the listed hosts failed.",
            traits = SYNCHRONOUS)
    default CompletionStage<Map<Ref<Vm>, Map<String, String>>> haComputeVmFailoverPlan(
            Call call, List<Ref<Host>> failedHosts, List<Ref<Vm>> failedVms) {
        throw new CallFailure.NotImplemented("pool.ha_compute_vm_failover_plan");
    }

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Sets how many host failures to plan for; refused if impossible.")
    default CompletionStage<Void> setHaHostFailuresToTolerate(Call call, Ref<Pool> self, long value) {
        throw new CallFailure.NotImplemented("pool.set_ha_host_failures_to_tolerate");
    }
}
