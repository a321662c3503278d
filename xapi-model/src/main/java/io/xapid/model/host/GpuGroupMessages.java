package io.xapid.model.host;

import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.VGPU_TECH_PREVIEW;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.VgpuType;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class GPU_group. */
public interface GpuGroupMessages {

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Makes an empty group.")
    default CompletionStage<Ref<GpuGroup>> create(
            Call call,
            @Param(orElse = "") String nameLabel,
            @Param(orElse = "") String nameDescription,
            @Param(orElse = "") Map<String, String> otherConfig) {
        throw new CallFailure.NotImplemented("GPU_group.create");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Removes a group that has no GPUs and no virtual GPUs.")
    default CompletionStage<Void> destroy(Call call, Ref<GpuGroup> self) {
        throw new CallFailure.NotImplemented("GPU_group.destroy");
    }

    @Message(
            since = VGPU_TECH_PREVIEW,
            role = READ_ONLY,
            doc = "How many more virtual GPUs of the type fit in the whole group.")
    default CompletionStage<Long> getRemainingCapacity(Call call, Ref<GpuGroup> self, Ref<VgpuType> vgpuType) {
        throw new CallFailure.NotImplemented("GPU_group.get_remaining_capacity");
    }
}
