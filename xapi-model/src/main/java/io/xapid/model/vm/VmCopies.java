package io.xapid.model.vm;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.LicenceFailure;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM that copy guests. */
public interface VmCopies {

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Duplicates using fast disk clones where the storage can; disks stay in their SRs.",
            fails = {
                VmFailure.BadPowerState.class,
                SrFailure.Full.class,
                CallFailure.OperationNotAllowed.class,
                LicenceFailure.Restriction.class
            },
            marks = "VM:clone")
    default CompletionStage<Ref<Vm>> clone(Call call, Ref<Vm> vm, String newName) {
        throw new CallFailure.NotImplemented("VM.clone");
    }

    @Message(
            since = RIO,
            extended = COWLEY,
            role = VM_ADMIN,
            doc = "Duplicates with full disk copies, into the given SR if one is named.",
            fails = {
                VmFailure.BadPowerState.class,
                SrFailure.Full.class,
                CallFailure.OperationNotAllowed.class,
                LicenceFailure.Restriction.class
            },
            marks = "VM:copy")
    default CompletionStage<Ref<Vm>> copy(Call call, Ref<Vm> vm, String newName, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("VM.copy");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Creates the disks a template asks for and runs its install script.",
            fails = {
                VmFailure.BadPowerState.class,
                SrFailure.Full.class,
                CallFailure.OperationNotAllowed.class,
                LicenceFailure.Restriction.class
            },
            marks = {"VM:provision", "host:provision"})
    default CompletionStage<Void> provision(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.provision");
    }

    @Message(
            name = "import",
            since = DUNDEE,
            role = POOL_OPERATOR,
            doc = "Fetches and imports a VM image from a URL; returns the VMs created.")
    default CompletionStage<List<Ref<Vm>>> importFrom(
            Call call, String url, Ref<Sr> sr, boolean fullRestore, boolean force) {
        throw new CallFailure.NotImplemented("VM.import");
    }

    @Message(since = TAMPA, role = VM_ADMIN, doc = "Imports from another hypervisor through the conversion appliance.")
    default CompletionStage<Void> importConvert(
            Call call, String type, String username, String password, Ref<Sr> sr, Map<String, String> remoteConfig) {
        throw new CallFailure.NotImplemented("VM.import_convert");
    }
}
