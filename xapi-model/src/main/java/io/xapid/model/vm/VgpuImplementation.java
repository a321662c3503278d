package io.xapid.model.vm;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "vgpu_type_implementation", doc = "The technique behind a type of virtual GPU.")
public enum VgpuImplementation implements WireEnum {
    PASSTHROUGH("passthrough", "The guest owns the whole card."),
    NVIDIA("nvidia", "NVIDIA software sharing."),
    NVIDIA_SRIOV("nvidia_sriov", "NVIDIA sharing over SR-IOV."),
    GVT_G("gvt_g", "Intel GVT-g sharing."),
    MXGPU("mxgpu", "AMD MxGPU sharing.");

    private final String wireName;
    private final String doc;

    VgpuImplementation(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
