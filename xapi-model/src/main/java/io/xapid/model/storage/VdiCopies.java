package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.Role.VM_POWER_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI that copy and move disks. */
public interface VdiCopies {

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Freezes the present contents as a new read-only disk.",
            marks = {"SR:vdi_snapshot", "VDI:snapshot"})
    default CompletionStage<Ref<Vdi>> snapshot(
            Call call, Ref<Vdi> vdi, @Param(orElse = "", since = MIAMI) Map<String, String> driverParams) {
        throw new CallFailure.NotImplemented("VDI.snapshot");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Makes a writable disk sharing contents, in the same repository.",
            marks = {"SR:vdi_clone", "VDI:clone"})
    default CompletionStage<Ref<Vdi>> clone(
            Call call, Ref<Vdi> vdi, @Param(orElse = "", since = MIAMI) Map<String, String> driverParams) {
        throw new CallFailure.NotImplemented("VDI.clone");
    }

    @Message(
            since = RIO,
            extended = {COWLEY, CLEARWATER_FELTON},
            role = VM_ADMIN,
            doc = "Copies in full, or only differences to base_vdi; to an SR or into a disk.",
            fails = {VdiFailure.ReadOnly.class, VdiFailure.TooSmall.class, VdiFailure.NotSparse.class},
            marks = "VDI:copy")
    default CompletionStage<Ref<Vdi>> copy(
            Call call,
            Ref<Vdi> vdi,
            @Param(orElse = "") Ref<Sr> sr,
            @Param(orElse = "", since = CLEARWATER_FELTON) Ref<Vdi> baseVdi,
            @Param(orElse = "", since = CLEARWATER_FELTON) Ref<Vdi> intoVdi) {
        throw new CallFailure.NotImplemented("VDI.copy");
    }

    @Message(
            since = V26_16_0,
            prototype = true,
            role = VM_POWER_ADMIN,
            doc = "Sets the disk back to the contents of the snapshot.",
            fails = SrFailure.UnimplementedInSmBackend.class,
            marks = {"SR:vdi_revert", "snapshot VDI:revert_to", "original VDI:revert_from"})
    default CompletionStage<Void> revert(Call call, Ref<Vdi> snapshot) {
        throw new CallFailure.NotImplemented("VDI.revert");
    }

    @Message(
            since = TAMPA,
            role = VM_POWER_ADMIN,
            doc = "Moves the disk to another repository while its guest runs.",
            marks = {"VM:migrate_send", "VDI:mirror", "host:vm_migrate"})
    default CompletionStage<Ref<Vdi>> poolMigrate(Call call, Ref<Vdi> vdi, Ref<Sr> sr, Map<String, String> options) {
        throw new CallFailure.NotImplemented("VDI.pool_migrate");
    }

    @Message(since = BOSTON, role = VM_ADMIN, doc = "Internal: checksum of the contents, for tests.", traits = HIDDEN)
    default CompletionStage<String> checksum(Call call, Ref<Vdi> self) {
        throw new CallFailure.NotImplemented("VDI.checksum");
    }
}
