package io.xapid.model.vm;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.SYMC;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import java.util.concurrent.CompletionStage;

/** Messages of class VBD. */
public interface VbdMessages {

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Takes the medium out of a CD drive, leaving it empty.",
            fails = {DeviceFailure.VbdNotRemovableMedia.class, DeviceFailure.VbdIsEmpty.class},
            marks = "VBD:eject")
    default CompletionStage<Void> eject(Call call, Ref<Vbd> vbd) {
        throw new CallFailure.NotImplemented("VBD.eject");
    }

    @Message(
            since = RIO,
            role = VM_OPERATOR,
            doc = "Puts a disk image into an empty CD drive.",
            fails = {DeviceFailure.VbdNotRemovableMedia.class, DeviceFailure.VbdNotEmpty.class},
            marks = "VBD:insert")
    default CompletionStage<Void> insert(Call call, Ref<Vbd> vbd, Ref<Vdi> vdi) {
        throw new CallFailure.NotImplemented("VBD.insert");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Connects it to the running guest now.", marks = "VBD:plug")
    default CompletionStage<Void> plug(Call call, Ref<Vbd> self) {
        throw new CallFailure.NotImplemented("VBD.plug");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Disconnects it from the running guest with its consent.",
            fails = {DeviceFailure.DetachRejected.class, DeviceFailure.AlreadyDetached.class},
            marks = "VBD:unplug")
    default CompletionStage<Void> unplug(Call call, Ref<Vbd> self) {
        throw new CallFailure.NotImplemented("VBD.unplug");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Disconnects it without the guest's consent; data may be lost.",
            marks = "VBD:unplug_force")
    default CompletionStage<Void> unplugForce(Call call, Ref<Vbd> self) {
        throw new CallFailure.NotImplemented("VBD.unplug_force");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Fails with the reason if it could not be connected now.")
    default CompletionStage<Void> assertAttachable(Call call, Ref<Vbd> self) {
        throw new CallFailure.NotImplemented("VBD.assert_attachable");
    }

    @Message(
            since = SYMC,
            role = VM_ADMIN,
            doc = "Holds guest I/O on it; returns a token for unpause.",
            traits = HIDDEN,
            marks = "VBD:pause")
    default CompletionStage<String> pause(Call call, Ref<Vbd> self) {
        throw new CallFailure.NotImplemented("VBD.pause");
    }

    @Message(
            since = SYMC,
            role = VM_ADMIN,
            doc = "Lets held I/O continue, given the token from pause.",
            traits = HIDDEN,
            marks = "VBD:unpause")
    default CompletionStage<Void> unpause(Call call, Ref<Vbd> self, @Param(orElse = "", since = ORLANDO) String token) {
        throw new CallFailure.NotImplemented("VBD.unpause");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Makes it read-only or writable; VM halted only.")
    default CompletionStage<Void> setMode(Call call, Ref<Vbd> self, VbdMode value) {
        throw new CallFailure.NotImplemented("VBD.set_mode");
    }
}
