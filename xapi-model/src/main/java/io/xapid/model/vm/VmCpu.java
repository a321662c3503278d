package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.LicenceFailure;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about virtual processors. */
public interface VmCpu {

    @Message(
            name = "set_VCPUs_max",
            since = MIDNIGHT_RIDE,
            role = VM_ADMIN,
            doc = "Sets the most virtual CPUs it can have; halted only.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_VCPUs")
    default CompletionStage<Void> setVcpusMax(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_VCPUs_max");
    }

    @Message(
            name = "set_VCPUs_at_startup",
            since = MIDNIGHT_RIDE,
            role = VM_ADMIN,
            doc = "Sets the virtual CPUs online at boot; halted only.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setVcpusAtStartup(Call call, Ref<Vm> self, long value) {
        throw new CallFailure.NotImplemented("VM.set_VCPUs_at_startup");
    }

    @Message(
            name = "set_VCPUs_number_live",
            since = RIO,
            changed = ELY,
            role = VM_ADMIN,
            doc = "Changes the online virtual CPUs of a running guest, up to VCPUs_max.",
            fails = {CallFailure.OperationNotAllowed.class, LicenceFailure.Restriction.class},
            marks = "VM:changing_VCPUs_live")
    default CompletionStage<Void> setVcpusNumberLive(Call call, Ref<Vm> self, long nvcpu) {
        throw new CallFailure.NotImplemented("VM.set_VCPUs_number_live");
    }

    @Message(
            name = "add_to_VCPUs_params_live",
            since = RIO,
            role = VM_ADMIN,
            doc = "Changes a running guest's share of processors, and notes it: weight, cap or mask.",
            marks = "VM:changing_VCPUs_live")
    default CompletionStage<Void> addToVcpusParamsLive(Call call, Ref<Vm> self, String key, String value) {
        throw new CallFailure.NotImplemented("VM.add_to_VCPUs_params_live");
    }
}
