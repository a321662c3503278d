package io.xapid.model.vm;

import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.VGPU_TECH_PREVIEW;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.GpuGroup;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VGPU. */
public interface VgpuMessages {

    @Message(
            since = BOSTON,
            role = POOL_OPERATOR,
            doc = "Gives a halted VM a GPU from a group; without a type it is passthrough.")
    default CompletionStage<Ref<Vgpu>> create(
            Call call,
            @Param("VM") Ref<Vm> vm,
            @Param("GPU_group") Ref<GpuGroup> gpuGroup,
            @Param(orElse = "0") String device,
            @Param(orElse = "") Map<String, String> otherConfig,
            @Param(orElse = "", since = VGPU_TECH_PREVIEW) Ref<VgpuType> type) {
        throw new CallFailure.NotImplemented("VGPU.create");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Removes the GPU; refused while the VM has a domain.")
    default CompletionStage<Void> destroy(Call call, Ref<Vgpu> self) {
        throw new CallFailure.NotImplemented("VGPU.destroy");
    }
}
