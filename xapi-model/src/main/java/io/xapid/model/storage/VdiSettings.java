package io.xapid.model.storage;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI about names and settings. */
public interface VdiSettings {

    @Message(since = RIO, role = VM_ADMIN, doc = "Renames it, in the storage too.")
    default CompletionStage<Void> setNameLabel(Call call, Ref<Vdi> self, String value) {
        throw new CallFailure.NotImplemented("VDI.set_name_label");
    }

    @Message(since = RIO, role = VM_ADMIN, doc = "Sets the notes, in the storage too.")
    default CompletionStage<Void> setNameDescription(Call call, Ref<Vdi> self, String value) {
        throw new CallFailure.NotImplemented("VDI.set_name_description");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Grows the disk to this many bytes; it must not be in use.",
            marks = {"SR:vdi_resize", "VDI:resize"})
    default CompletionStage<Void> resize(Call call, Ref<Vdi> vdi, long size) {
        throw new CallFailure.NotImplemented("VDI.resize");
    }

    @Message(
            since = RIO,
            published = V26_16_1_NEXT,
            deprecated = INVERNESS,
            removed = INVERNESS,
            role = VM_ADMIN,
            doc = "Grows the disk to this many bytes, even in use.",
            marks = {"SR:vdi_resize", "VDI:resize_online"})
    default CompletionStage<Void> resizeOnline(Call call, Ref<Vdi> vdi, long size) {
        throw new CallFailure.NotImplemented("VDI.resize_online");
    }

    @Message(
            since = COWLEY,
            role = VM_ADMIN,
            doc = "Keeps or drops changes at guest start; its guests must be halted.",
            marks = {"SR:vdi_set_on_boot", "VDI:set_on_boot"})
    default CompletionStage<Void> setOnBoot(Call call, Ref<Vdi> self, OnBoot value) {
        throw new CallFailure.NotImplemented("VDI.set_on_boot");
    }

    @Message(since = COWLEY, role = VM_ADMIN, doc = "Allows local caching or not; its guests must be halted.")
    default CompletionStage<Void> setAllowCaching(Call call, Ref<Vdi> self, boolean value) {
        throw new CallFailure.NotImplemented("VDI.set_allow_caching");
    }
}
