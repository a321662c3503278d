package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI about changed blocks. */
public interface VdiChangeTracking {

    @Message(
            since = INVERNESS,
            role = VM_ADMIN,
            doc = "Starts tracking changed blocks; no effect if on.",
            fails = {
                SrFailure.OperationNotSupported.class,
                VdiFailure.Missing.class,
                SrFailure.NotAttached.class,
                SrFailure.HasNoPbds.class,
                CallFailure.OperationNotAllowed.class,
                VdiFailure.IncompatibleType.class,
                VdiFailure.OnBootModeIncompatible.class
            },
            marks = {"SR:vdi_enable_cbt", "VDI:enable_cbt"})
    default CompletionStage<Void> enableCbt(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.enable_cbt");
    }

    @Message(
            since = INVERNESS,
            role = VM_ADMIN,
            doc = "Stops tracking changed blocks; no effect if off.",
            fails = {
                SrFailure.OperationNotSupported.class,
                VdiFailure.Missing.class,
                SrFailure.NotAttached.class,
                SrFailure.HasNoPbds.class,
                CallFailure.OperationNotAllowed.class,
                VdiFailure.IncompatibleType.class,
                VdiFailure.OnBootModeIncompatible.class
            },
            marks = {"SR:vdi_disable_cbt", "VDI:disable_cbt"})
    default CompletionStage<Void> disableCbt(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.disable_cbt");
    }

    @Message(
            since = INVERNESS,
            role = VM_ADMIN,
            doc = "Deletes a snapshot's contents but keeps its change tracking.",
            fails = {
                SrFailure.OperationNotSupported.class,
                VdiFailure.Missing.class,
                SrFailure.NotAttached.class,
                SrFailure.HasNoPbds.class,
                CallFailure.OperationNotAllowed.class,
                VdiFailure.IncompatibleType.class,
                VdiFailure.NoCbtMetadata.class,
                VdiFailure.InUse.class,
                VdiFailure.IsAPhysicalDevice.class
            },
            marks = {"SR:vdi_data_destroy", "VDI:data_destroy"})
    default CompletionStage<Void> dataDestroy(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.data_destroy");
    }

    @Message(
            since = INVERNESS,
            role = VM_OPERATOR,
            doc = "Base64 bitmap of 64 KiB blocks that differ between the two disks.",
            fails = {
                SrFailure.OperationNotSupported.class,
                VdiFailure.Missing.class,
                SrFailure.NotAttached.class,
                SrFailure.HasNoPbds.class,
                VdiFailure.InUse.class
            },
            marks = {"SR:vdi_list_changed_blocks", "VDI:list_changed_blocks"})
    default CompletionStage<String> listChangedBlocks(Call call, Ref<Vdi> vdiFrom, Ref<Vdi> vdiTo) {
        throw new CallFailure.NotImplemented("VDI.list_changed_blocks");
    }

    @Message(
            since = INVERNESS,
            role = VM_ADMIN,
            doc = "Ways to read the disk over the network by NBD with TLS.",
            fails = VdiFailure.IncompatibleType.class,
            traits = SYNCHRONOUS)
    default CompletionStage<List<Values<VdiNbdServerInfo>>> getNbdInfo(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.get_nbd_info");
    }
}
