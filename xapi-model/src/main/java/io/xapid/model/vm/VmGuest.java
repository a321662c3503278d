package io.xapid.model.vm;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VM that talk to the guest's inside. */
public interface VmGuest {

    @Message(
            since = RIO,
            role = POOL_ADMIN,
            doc = "Presses SysRq and a key at a running guest: a digit or a small letter.",
            fails = VmFailure.BadPowerState.class,
            marks = "VM:send_sysrq")
    default CompletionStage<Void> sendSysrq(Call call, Ref<Vm> vm, String key) {
        throw new CallFailure.NotImplemented("VM.send_sysrq");
    }

    @Message(
            since = RIO,
            role = POOL_ADMIN,
            doc = "Sends a running guest a signal of hardware: nmi, init, power, sleep or reset.",
            fails = VmFailure.BadPowerState.class,
            marks = "VM:send_trigger")
    default CompletionStage<Void> sendTrigger(Call call, Ref<Vm> vm, String trigger) {
        throw new CallFailure.NotImplemented("VM.send_trigger");
    }

    @Message(
            since = TAMPA,
            role = POOL_ADMIN,
            doc = "Services offered by a system domain; not implemented.",
            marks = "VM:query_services")
    default CompletionStage<Map<String, String>> queryServices(Call call, Ref<Vm> self) {
        throw new CallFailure.NotImplemented("VM.query_services");
    }

    @Message(
            since = CREAM,
            role = VM_OPERATOR,
            doc = "Runs a function of a plugin inside the running guest.",
            marks = "VM:call_plugin")
    default CompletionStage<String> callPlugin(
            Call call, Ref<Vm> vm, String plugin, String fn, Map<String, String> args) {
        throw new CallFailure.NotImplemented("VM.call_plugin");
    }

    @Message(
            since = V25_22_0,
            prototype = true,
            role = VM_OPERATOR,
            doc = "Runs a plugin function on the host where it runs.",
            marks = "VM:call_plugin")
    default CompletionStage<String> callHostPlugin(
            Call call, Ref<Vm> vm, String plugin, String fn, Map<String, String> args) {
        throw new CallFailure.NotImplemented("VM.call_host_plugin");
    }

    @Message(
            since = V25_24_0,
            prototype = true,
            role = VM_ADMIN,
            doc = "Runs Windows sysprep with the given answer file; timeout in seconds.",
            marks = "VM:sysprep")
    default CompletionStage<Void> sysprep(
            Call call, Ref<Vm> self, @Param(secret = true) String unattend, double timeout) {
        throw new CallFailure.NotImplemented("VM.sysprep");
    }
}
