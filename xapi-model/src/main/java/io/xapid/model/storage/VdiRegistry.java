package io.xapid.model.storage;

import static io.xapid.model.meta.Message.Trait.HIDDEN;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VDI that make disks known, and forget and remove them. */
public interface VdiRegistry {

    @Message(
            since = MIAMI,
            role = VM_ADMIN,
            doc = "Records a disk already present in the repository.",
            fails = SrFailure.OperationNotSupported.class,
            marks = "SR:vdi_introduce")
    default CompletionStage<Ref<Vdi>> introduce(
            Call call,
            String uuid,
            String nameLabel,
            String nameDescription,
            @Param("SR") Ref<Sr> sr,
            VdiType type,
            boolean sharable,
            boolean readOnly,
            Map<String, String> otherConfig,
            String location,
            @Param(orElse = "") Map<String, String> xenstoreData,
            @Param(orElse = "") Map<String, String> smConfig,
            @Param(orElse = "true", since = TAMPA) boolean managed,
            @Param(orElse = "0", since = TAMPA) long virtualSize,
            @Param(orElse = "0", since = TAMPA) long physicalUtilisation,
            @Param(orElse = "", since = TAMPA) Ref<Pool> metadataOfPool,
            @Param(orElse = "false", since = TAMPA) boolean isASnapshot,
            @Param(orElse = "19700101T00:00:00Z", since = TAMPA) Instant snapshotTime,
            @Param(orElse = "", since = TAMPA) Ref<Vdi> snapshotOf) {
        throw new CallFailure.NotImplemented("VDI.introduce");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Drops the record; contents stay in the repository.",
            marks = "VDI:forget")
    default CompletionStage<Void> forget(Call call, Ref<Vdi> vdi) {
        throw new CallFailure.NotImplemented("VDI.forget");
    }

    @Message(
            since = SYMC,
            role = VM_ADMIN,
            doc = "Asks the driver to refresh the record.",
            fails = SrFailure.OperationNotSupported.class,
            marks = "VDI:update")
    default CompletionStage<Void> update(Call call, Ref<Vdi> vdi) {
        throw new CallFailure.NotImplemented("VDI.update");
    }

    @Message(
            since = RIO,
            deprecated = MIAMI,
            role = VM_ADMIN,
            doc = "Deprecated: always fails.",
            traits = HIDDEN,
            marks = "VDI:force_unlock")
    default CompletionStage<Void> forceUnlock(Call call, Ref<Vdi> vdi) {
        throw new CallFailure.NotImplemented("VDI.force_unlock");
    }
}
