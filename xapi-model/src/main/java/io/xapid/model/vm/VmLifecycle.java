package io.xapid.model.vm;

import static io.xapid.model.meta.Release.CLEARWATER;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.LicenceFailure;
import java.util.concurrent.CompletionStage;

/** Messages of class VM that move a guest between power states. */
public interface VmLifecycle {

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Boots a halted VM on a host of the toolstack's choice, optionally left paused.",
            fails = {
                VmFailure.BadPowerState.class,
                VmBootFailure.HvmRequired.class,
                VmFailure.IsTemplate.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmBootFailure.BootloaderFailed.class,
                VmBootFailure.UnknownBootloader.class,
                VmBootFailure.NoHostsAvailable.class,
                LicenceFailure.Restriction.class
            },
            marks = {"VM:start", "VM.VBDs:attach", "VM.VIFs:attach", "host:vm_start"})
    default CompletionStage<Void> start(Call call, Ref<Vm> vm, boolean startPaused, boolean force) {
        throw new CallFailure.NotImplemented("VM.start");
    }

    @Message(
            since = RIO,
            role = VM_POWER_ADMIN,
            orClientCertificate = true,
            doc = "Boots a halted VM on the given host, optionally left paused.",
            fails = {
                VmFailure.BadPowerState.class,
                VmFailure.IsTemplate.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmBootFailure.BootloaderFailed.class,
                VmBootFailure.UnknownBootloader.class
            },
            marks = {"VM:start_on", "VM.VBDs:attach", "VM.VIFs:attach", "host:vm_start"})
    default CompletionStage<Void> startOn(Call call, Ref<Vm> vm, Ref<Host> host, boolean startPaused, boolean force) {
        throw new CallFailure.NotImplemented("VM.start_on");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Freezes its CPUs; memory stays on the host.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = "VM:pause")
    default CompletionStage<Void> pause(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.pause");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Lets a paused VM run on.",
            fails = {VmFailure.BadPowerState.class, CallFailure.OperationNotAllowed.class, VmFailure.IsTemplate.class},
            marks = "VM:unpause")
    default CompletionStage<Void> unpause(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.unpause");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Asks the guest to power off and waits until it has.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = "VM:clean_shutdown")
    default CompletionStage<Void> cleanShutdown(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.clean_shutdown");
    }

    @Message(
            since = CLEARWATER,
            role = VM_OPERATOR,
            orClientCertificate = true,
            doc = "Tries a clean shutdown, then cuts the power if that fails.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = "VM:shutdown")
    default CompletionStage<Void> shutdown(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.shutdown");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Asks the guest to reboot and waits until it does.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = {"VM:clean_reboot", "VM.VBDs:attach", "VM.VIFs:attach"})
    default CompletionStage<Void> cleanReboot(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.clean_reboot");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Cuts the power at once; unsaved guest data is lost.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = "VM:hard_shutdown")
    default CompletionStage<Void> hardShutdown(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.hard_shutdown");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Resets at once without asking the guest; unsaved data is lost.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = {"VM:hard_reboot", "VM.VBDs:attach", "VM.VIFs:attach"})
    default CompletionStage<Void> hardReboot(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.hard_reboot");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Records it as halted without stopping it; dangerous if it still runs somewhere.")
    default CompletionStage<Void> powerStateReset(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.power_state_reset");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            orClientCertificate = true,
            doc = "Saves memory to disk and frees the host.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.IsTemplate.class
            },
            marks = "VM:suspend")
    default CompletionStage<Void> suspend(Call call, Ref<Vm> vm) {
        throw new CallFailure.NotImplemented("VM.suspend");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Continues a suspended VM on a host of the toolstack's choice.",
            fails = {VmFailure.BadPowerState.class, CallFailure.OperationNotAllowed.class, VmFailure.IsTemplate.class},
            marks = {"VM:resume", "VM.VBDs:attach", "host:vm_resume"})
    default CompletionStage<Void> resume(Call call, Ref<Vm> vm, boolean startPaused, boolean force) {
        throw new CallFailure.NotImplemented("VM.resume");
    }

    @Message(
            since = RIO,
            role = VM_POWER_ADMIN,
            orClientCertificate = true,
            doc = "Continues a suspended VM on the given host.",
            fails = {VmFailure.BadPowerState.class, CallFailure.OperationNotAllowed.class, VmFailure.IsTemplate.class},
            marks = {"VM:resume_on", "VM.VBDs:attach", "host:vm_resume"})
    default CompletionStage<Void> resumeOn(Call call, Ref<Vm> vm, Ref<Host> host, boolean startPaused, boolean force) {
        throw new CallFailure.NotImplemented("VM.resume_on");
    }
}
