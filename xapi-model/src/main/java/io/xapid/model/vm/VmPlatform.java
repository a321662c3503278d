package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about the virtual hardware. */
public interface VmPlatform {

    @Message(since = RIO, role = VM_ADMIN, doc = "Replaces all virtual hardware switches.", traits = SYNCHRONOUS)
    default CompletionStage<Void> setPlatform(Call call, Ref<Vm> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VM.set_platform");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Adds one virtual hardware switch.", traits = SYNCHRONOUS)
    default CompletionStage<Void> addToPlatform(Call call, Ref<Vm> self, String key, String value) {
        throw new CallFailure.NotImplemented("VM.add_to_platform");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Drops one virtual hardware switch.", traits = SYNCHRONOUS)
    default CompletionStage<Void> removeFromPlatform(Call call, Ref<Vm> self, String key) {
        throw new CallFailure.NotImplemented("VM.remove_from_platform");
    }

    @Message(
            since = KOLKATA,
            role = VM_ADMIN,
            doc = "Chooses the virtualisation mode; halted only.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setDomainType(Call call, Ref<Vm> self, DomainType value) {
        throw new CallFailure.NotImplemented("VM.set_domain_type");
    }

    @Message(since = DUNDEE, role = VM_ADMIN, doc = "Gives or takes the Windows Update driver device; halted only.")
    default CompletionStage<Void> setHasVendorDevice(Call call, Ref<Vm> self, boolean value) {
        throw new CallFailure.NotImplemented("VM.set_has_vendor_device");
    }

    @Message(
            since = INVERNESS,
            role = VM_ADMIN,
            doc = "Sets custom firmware vendor and product strings; only once.",
            fails = {VmFailure.BiosStringsAlreadySet.class, CallFailure.InvalidValue.class})
    default CompletionStage<Void> setBiosStrings(Call call, Ref<Vm> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VM.set_bios_strings");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = VM_ADMIN,
            doc = "Takes the firmware strings from the given host's hardware; only once.")
    default CompletionStage<Void> copyBiosStrings(Call call, Ref<Vm> vm, Ref<Host> host) {
        throw new CallFailure.NotImplemented("VM.copy_bios_strings");
    }

    @Message(
            name = "set_HVM_shadow_multiplier",
            since = MIDNIGHT_RIDE,
            role = VM_POWER_ADMIN,
            doc = "Sets the shadow memory factor, at least 1; halted only.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_shadow_memory")
    default CompletionStage<Void> setHvmShadowMultiplier(Call call, Ref<Vm> self, double value) {
        throw new CallFailure.NotImplemented("VM.set_HVM_shadow_multiplier");
    }

    @Message(
            since = RIO,
            role = VM_POWER_ADMIN,
            doc = "Changes the shadow memory factor of a running guest.",
            marks = "VM:changing_shadow_memory_live")
    default CompletionStage<Void> setShadowMultiplierLive(Call call, Ref<Vm> self, double multiplier) {
        throw new CallFailure.NotImplemented("VM.set_shadow_multiplier_live");
    }

    @Message(
            since = V23_30_0,
            prototype = true,
            role = VM_POWER_ADMIN,
            orClientCertificate = true,
            doc = "Replaces its emulator process while it runs, as after an update.",
            fails = {
                VmFailure.BadPowerState.class,
                CallFailure.OtherOperationInProgress.class,
                VmFailure.IsTemplate.class,
                CallFailure.OperationNotAllowed.class,
                VmFailure.BadPowerState.class
            })
    default CompletionStage<Void> restartDeviceModels(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.restart_device_models");
    }
}
