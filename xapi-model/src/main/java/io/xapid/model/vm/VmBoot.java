package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.READ_ONLY;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM about how a guest boots. */
public interface VmBoot {

    @Message(
            name = "set_HVM_boot_policy",
            since = RIO,
            deprecated = KOLKATA,
            role = VM_ADMIN,
            doc = "Sets the old boot policy; use set_domain_type instead.",
            traits = SYNCHRONOUS)
    default CompletionStage<Void> setHvmBootPolicy(Call call, Ref<Vm> self, String value) {
        throw new CallFailure.NotImplemented("VM.set_HVM_boot_policy");
    }

    @Message(
            since = RIO,
            deprecated = INVERNESS,
            role = READ_ONLY,
            doc = "Settings in force since the last boot; no longer of use.",
            traits = SYNCHRONOUS,
            marks = "VM:get_boot_record")
    default CompletionStage<Values<Vm>> getBootRecord(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.get_boot_record");
    }

    @Message(
            name = "set_NVRAM",
            since = NAPLES,
            role = VM_ADMIN,
            doc = "Replaces the UEFI variable store; halted only.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_NVRAM")
    default CompletionStage<Void> setNvram(Call call, Ref<Vm> self, Map<String, String> value) {
        throw new CallFailure.NotImplemented("VM.set_NVRAM");
    }

    @Message(
            name = "add_to_NVRAM",
            since = NAPLES,
            role = VM_ADMIN,
            doc = "Adds one entry to the UEFI variable store; halted only.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_NVRAM")
    default CompletionStage<Void> addToNvram(Call call, Ref<Vm> self, String key, String value) {
        throw new CallFailure.NotImplemented("VM.add_to_NVRAM");
    }

    @Message(
            name = "remove_from_NVRAM",
            since = NAPLES,
            role = VM_ADMIN,
            doc = "Drops one entry from the UEFI variable store; halted only.",
            traits = SYNCHRONOUS,
            marks = "VM:changing_NVRAM")
    default CompletionStage<Void> removeFromNvram(Call call, Ref<Vm> self, String key) {
        throw new CallFailure.NotImplemented("VM.remove_from_NVRAM");
    }

    @Message(
            since = V24_17_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Switches Secure Boot to setup mode (no keys) or user mode (pool keys).")
    default CompletionStage<String> setUefiMode(Call call, Ref<Vm> self, UefiMode mode) {
        throw new CallFailure.NotImplemented("VM.set_uefi_mode");
    }

    @Message(
            since = V24_17_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Whether its firmware and certificates allow Secure Boot.")
    default CompletionStage<VmSecureBootReadiness> getSecurebootReadiness(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.get_secureboot_readiness");
    }

    @Message(
            since = V26_14_0,
            prototype = true,
            role = VM_ADMIN,
            doc = "Requests or withdraws a certificate update at the next boot.")
    default CompletionStage<Void> updateSecurebootCertificatesOnBoot(Call call, Ref<Vm> self, boolean mark) {
        throw new CallFailure.NotImplemented("VM.update_secureboot_certificates_on_boot");
    }
}
