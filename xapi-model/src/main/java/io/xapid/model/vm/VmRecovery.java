package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about restarts, start order and recovery. */
public interface VmRecovery {

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Sets HA protection: restart, best-effort or empty.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setHaRestartPriority(Call call, Ref<Vm> self, String value) {
        throw new CallFailure.NotImplemented("VM.set_ha_restart_priority");
    }

    @Message(
            since = ORLANDO,
            deprecated = BOSTON,
            role = POOL_OPERATOR,
            doc = "Sets whether HA keeps it running; use set_ha_restart_priority instead.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setHaAlwaysRun(Call call, Ref<Vm> self, boolean value) {
        throw new CallFailure.NotImplemented("VM.set_ha_always_run");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Chooses what happens when the guest crashes.")
    default CompletionStage<Void> setActionsAfterCrash(Call call, Ref<Vm> self, OnCrash value) {
        throw new CallFailure.NotImplemented("VM.set_actions_after_crash");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Puts it into an appliance, or into none with null.")
    default CompletionStage<Void> setAppliance(Call call, Ref<Vm> self, Ref<VmAppliance> value) {
        throw new CallFailure.NotImplemented("VM.set_appliance");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Sets its position in group starts; lower goes first.")
    default CompletionStage<Void> setOrder(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_order");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Sets the seconds to wait after starting it.")
    default CompletionStage<Void> setStartDelay(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_start_delay");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Sets the seconds to wait after stopping it.")
    default CompletionStage<Void> setShutdownDelay(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_shutdown_delay");
    }

    @Message(
            name = "set_suspend_VDI",
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Points a suspended VM at another disk holding its memory image.")
    default CompletionStage<Void> setSuspendVdi(Call call, Ref<Vm> self, Ref<Vdi> value) {
        throw new CallFailure.NotImplemented("VM.set_suspend_VDI");
    }

    @Message(
            since = BOSTON,
            role = READ_ONLY,
            doc = "Fails if the other pool lacks storage needed to recover it.",
            fails = {VmFailure.IsPartOfAnAppliance.class, VmBootFailure.RequiresSr.class})
    default CompletionStage<Void> assertCanBeRecovered(Call call, Ref<Vm> self, Ref<Session> sessionTo) {
        throw new CallFailure.NotImplemented("VM.assert_can_be_recovered");
    }

    @Message(
            name = "get_SRs_required_for_recovery",
            since = CREEDENCE,
            role = READ_ONLY,
            doc = "SRs the other pool must have to recover it.")
    default CompletionStage<List<Ref<Sr>>> getSrsRequiredForRecovery(Call call, Ref<Vm> self, Ref<Session> sessionTo) {
        throw new CallFailure.NotImplemented("VM.get_SRs_required_for_recovery");
    }

    @Message(since = BOSTON, role = READ_ONLY, doc = "Brings it from this recovery database into the other pool.")
    default CompletionStage<Void> recover(Call call, Ref<Vm> self, Ref<Session> sessionTo, boolean force) {
        throw new CallFailure.NotImplemented("VM.recover");
    }
}
