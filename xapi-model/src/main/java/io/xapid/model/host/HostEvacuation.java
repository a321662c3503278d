package io.xapid.model.host;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class host that clear a host and receive guests. */
public interface HostEvacuation {

    @Message(since = MIAMI, role = POOL_OPERATOR, doc = "Fails with the reasons if any guest could not be moved away.")
    default CompletionStage<Void> assertCanEvacuate(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.assert_can_evacuate");
    }

    @Message(
            since = ORLANDO,
            role = READ_ONLY,
            doc = "Guests that block evacuation, each with error code and parameters.")
    default CompletionStage<Map<Ref<Vm>, List<String>>> getVmsWhichPreventEvacuation(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.get_vms_which_prevent_evacuation");
    }

    @Message(
            name = "get_uncooperative_resident_VMs",
            since = MIDNIGHT_RIDE,
            deprecated = TAMPA,
            role = READ_ONLY,
            doc = "Deprecated: guests that ignore memory requests.")
    default CompletionStage<List<Ref<Vm>>> getUncooperativeResidentVms(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.get_uncooperative_resident_VMs");
    }

    @Message(
            since = MIAMI,
            extended = {V1_297_0, V23_27_0},
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Moves all guests away, a batch at a time (0 = 10), over the network given.",
            marks = "host:evacuate")
    default CompletionStage<Void> evacuate(
            Call call,
            Ref<Host> host,
            @Param(orElse = "", since = V1_297_0) Ref<Network> network,
            @Param(orElse = "0", since = V23_27_0) long evacuateBatchSize) {
        throw new CallFailure.NotImplemented("host.evacuate");
    }

    @Message(since = GEORGE, role = READ_ONLY, doc = "Asks workload balancing where each guest should go.")
    default CompletionStage<Map<Ref<Vm>, List<String>>> retrieveWlbEvacuateRecommendations(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.retrieve_wlb_evacuate_recommendations");
    }

    @Message(
            since = TAMPA,
            role = VM_POWER_ADMIN,
            doc = "Prepares to take in a guest and returns a token for VM.migrate_send.")
    default CompletionStage<Map<String, String>> migrateReceive(
            Call call, Ref<Host> host, Ref<Network> network, Map<String, String> options) {
        throw new CallFailure.NotImplemented("host.migrate_receive");
    }

    @Message(since = ORLANDO, role = READ_ONLY, doc = "Bytes that could be given to a new guest.")
    default CompletionStage<Long> computeFreeMemory(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.compute_free_memory");
    }

    @Message(since = MIDNIGHT_RIDE, role = READ_ONLY, doc = "Bytes the hypervisor takes for itself.")
    default CompletionStage<Long> computeMemoryOverhead(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.compute_memory_overhead");
    }
}
