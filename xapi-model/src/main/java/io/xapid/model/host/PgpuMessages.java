package io.xapid.model.host;

import static io.xapid.model.meta.Release.CREAM;
import static io.xapid.model.meta.Release.V24_14_0;
import static io.xapid.model.meta.Release.VGPU_TECH_PREVIEW;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.VgpuType;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class PGPU. */
public interface PgpuMessages {

    @Message(
            name = "add_enabled_VGPU_types",
            since = VGPU_TECH_PREVIEW,
            role = POOL_OPERATOR,
            doc = "Allows one more virtual GPU type.")
    default CompletionStage<Void> addEnabledVgpuTypes(Call call, Ref<Pgpu> self, Ref<VgpuType> value) {
        throw new CallFailure.NotImplemented("PGPU.add_enabled_VGPU_types");
    }

    @Message(
            name = "remove_enabled_VGPU_types",
            since = VGPU_TECH_PREVIEW,
            role = POOL_OPERATOR,
            doc = "Forbids one virtual GPU type; none of it may be running.")
    default CompletionStage<Void> removeEnabledVgpuTypes(Call call, Ref<Pgpu> self, Ref<VgpuType> value) {
        throw new CallFailure.NotImplemented("PGPU.remove_enabled_VGPU_types");
    }

    @Message(
            name = "set_enabled_VGPU_types",
            since = VGPU_TECH_PREVIEW,
            role = POOL_OPERATOR,
            doc = "Replaces the list of allowed virtual GPU types.")
    default CompletionStage<Void> setEnabledVgpuTypes(Call call, Ref<Pgpu> self, List<Ref<VgpuType>> value) {
        throw new CallFailure.NotImplemented("PGPU.set_enabled_VGPU_types");
    }

    @Message(
            name = "set_GPU_group",
            since = VGPU_TECH_PREVIEW,
            role = POOL_OPERATOR,
            doc = "Moves the card to another group; no virtual GPU may be using it.")
    default CompletionStage<Void> setGpuGroup(Call call, Ref<Pgpu> self, Ref<GpuGroup> value) {
        throw new CallFailure.NotImplemented("PGPU.set_GPU_group");
    }

    @Message(
            since = VGPU_TECH_PREVIEW,
            role = READ_ONLY,
            doc = "How many more virtual GPUs of the type fit on the card.")
    default CompletionStage<Long> getRemainingCapacity(Call call, Ref<Pgpu> self, Ref<VgpuType> vgpuType) {
        throw new CallFailure.NotImplemented("PGPU.get_remaining_capacity");
    }

    @Message(
            since = CREAM,
            deprecated = V24_14_0,
            role = POOL_OPERATOR,
            doc = "Deprecated: gives the card to the control domain from the next boot.")
    default CompletionStage<Dom0Access> enableDom0Access(Call call, Ref<Pgpu> self) {
        throw new CallFailure.NotImplemented("PGPU.enable_dom0_access");
    }

    @Message(
            since = CREAM,
            deprecated = V24_14_0,
            role = POOL_OPERATOR,
            doc = "Deprecated: hides the card from the control domain from the next boot.")
    default CompletionStage<Dom0Access> disableDom0Access(Call call, Ref<Pgpu> self) {
        throw new CallFailure.NotImplemented("PGPU.disable_dom0_access");
    }
}
