package io.xapid.model.vm;

import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.CREEDENCE;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VM_appliance. */
public interface VmApplianceMessages {

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Starts all members in order, optionally left paused.",
            fails = CallFailure.OperationPartiallyFailed.class,
            marks = "VM_appliance:start")
    default CompletionStage<Void> start(Call call, Ref<VmAppliance> self, boolean paused) {
        throw new CallFailure.NotImplemented("VM_appliance.start");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Asks all guests to power off, in reverse order.",
            fails = CallFailure.OperationPartiallyFailed.class,
            marks = "VM_appliance:clean_shutdown")
    default CompletionStage<Void> cleanShutdown(Call call, Ref<VmAppliance> self) {
        throw new CallFailure.NotImplemented("VM_appliance.clean_shutdown");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Cuts the power of all members, in reverse order.",
            fails = CallFailure.OperationPartiallyFailed.class,
            marks = "VM_appliance:hard_shutdown")
    default CompletionStage<Void> hardShutdown(Call call, Ref<VmAppliance> self) {
        throw new CallFailure.NotImplemented("VM_appliance.hard_shutdown");
    }

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Stops each member cleanly if possible, otherwise by force.",
            fails = CallFailure.OperationPartiallyFailed.class,
            marks = "VM_appliance:shutdown")
    default CompletionStage<Void> shutdown(Call call, Ref<VmAppliance> self) {
        throw new CallFailure.NotImplemented("VM_appliance.shutdown");
    }

    @Message(
            since = BOSTON,
            role = READ_ONLY,
            doc = "Fails if the other pool lacks storage needed to recover the group.",
            fails = VmBootFailure.RequiresSr.class)
    default CompletionStage<Void> assertCanBeRecovered(Call call, Ref<VmAppliance> self, Ref<Session> sessionTo) {
        throw new CallFailure.NotImplemented("VM_appliance.assert_can_be_recovered");
    }

    @Message(
            name = "get_SRs_required_for_recovery",
            since = CREEDENCE,
            role = READ_ONLY,
            doc = "SRs the other pool must have to recover the group.")
    default CompletionStage<List<Ref<Sr>>> getSrsRequiredForRecovery(
            Call call, Ref<VmAppliance> self, Ref<Session> sessionTo) {
        throw new CallFailure.NotImplemented("VM_appliance.get_SRs_required_for_recovery");
    }

    @Message(
            since = BOSTON,
            role = READ_ONLY,
            doc = "Brings the group from this recovery database into the other pool.",
            fails = VmBootFailure.RequiresSr.class)
    default CompletionStage<Void> recover(Call call, Ref<VmAppliance> self, Ref<Session> sessionTo, boolean force) {
        throw new CallFailure.NotImplemented("VM_appliance.recover");
    }
}
