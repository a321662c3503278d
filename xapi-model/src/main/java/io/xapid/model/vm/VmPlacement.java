package io.xapid.model.vm;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.network.SriovFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about where guests run. */
public interface VmPlacement {

    @Message(since = RIO, role = READ_ONLY, doc = "Hosts on which it could start now.")
    default CompletionStage<List<Ref<Host>>> getPossibleHosts(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.get_possible_hosts");
    }

    @Message(
            since = RIO,
            changed = QUEBEC,
            role = READ_ONLY,
            doc = "Fails with the reason if it could not start on the given host.",
            fails = {
                HostFailure.NotEnoughFreeMemory.class,
                HostFailure.NotEnoughPcpus.class,
                SriovFailure.InsufficientCapacity.class,
                HostFailure.NotLive.class,
                HostFailure.Disabled.class,
                NetworkFailure.HostCannotAttachNetwork.class,
                VmBootFailure.HvmRequired.class,
                VmBootFailure.RequiresGpu.class,
                VmBootFailure.RequiresIommu.class,
                VmBootFailure.RequiresNetwork.class,
                VmBootFailure.RequiresSr.class,
                VmBootFailure.RequiresVgpu.class,
                VmBootFailure.HostIncompatibleVersion.class,
                VmBootFailure.HostIncompatibleHardwarePlatform.class,
                CallFailure.InvalidValue.class,
                VmBootFailure.MemoryConstraintViolation.class,
                CallFailure.OperationNotAllowed.class,
                CallFailure.ValueNotSupported.class,
                VmBootFailure.IncompatibleWithThisHost.class
            })
    default CompletionStage<Void> assertCanBootHere(Call call, Ref<Vm> self, Ref<Host> host) {
        throw new CallFailure.NotImplemented("VM.assert_can_boot_here");
    }

    @Message(
            since = ORLANDO,
            role = READ_ONLY,
            doc = "Fails with the reason if it is tied to one host by disk, network or device.")
    default CompletionStage<Void> assertAgile(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.assert_agile");
    }

    @Message(since = GEORGE, role = READ_ONLY, doc = "Workload balancing score or refusal for each host.")
    default CompletionStage<Map<Ref<Host>, List<String>>> retrieveWlbRecommendations(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.retrieve_wlb_recommendations");
    }

    @Message(
            since = V24_19_1,
            prototype = true,
            role = VM_ADMIN,
            doc = "Sets its placement group; at most one.",
            fails = CallFailure.OperationNotAllowed.class)
    default CompletionStage<Void> setGroups(Call call, Ref<Vm> self, List<Ref<VmGroup>> value) {
        throw new CallFailure.NotImplemented("VM.set_groups");
    }
}
