package io.xapid.model.host;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.VgpuType;
import io.xapid.model.vm.Vm;

/** Failures about graphics processors. */
public final class GpuFailure {
    private GpuFailure() {}

    /** The GPU group has no physical cards. */
    public static final class GroupContainsNoPgpus extends Failure {
        public GroupContainsNoPgpus(Ref<GpuGroup> gpuGroup) {
            super("GPU_GROUP_CONTAINS_NO_PGPUS", gpuGroup);
        }
    }

    /** Physical cards still belong to the GPU group. */
    public static final class GroupContainsPgpu extends Failure {
        public GroupContainsPgpu(String pgpus) {
            super("GPU_GROUP_CONTAINS_PGPU", pgpus);
        }
    }

    /** Virtual GPUs still belong to the GPU group. */
    public static final class GroupContainsVgpu extends Failure {
        public GroupContainsVgpu(String vgpus) {
            super("GPU_GROUP_CONTAINS_VGPU", vgpus);
        }
    }

    /** The NVIDIA card is not set up properly for SR-IOV. */
    public static final class NvidiaSriovMisconfigured extends Failure {
        public NvidiaSriovMisconfigured(Ref<Host> host, String deviceName) {
            super("NVIDIA_SRIOV_MISCONFIGURED", host, deviceName);
        }
    }

    /** The NVIDIA management tools on the host reported a problem. */
    public static final class NvidiaToolsError extends Failure {
        public NvidiaToolsError(Ref<Host> host) {
            super("NVIDIA_TOOLS_ERROR", host);
        }
    }

    /** The card has no capacity left for a virtual GPU of this type. */
    public static final class InsufficientCapacity extends Failure {
        public InsufficientCapacity(Ref<Pgpu> pgpu, Ref<VgpuType> vgpuType) {
            super("PGPU_INSUFFICIENT_CAPACITY_FOR_VGPU", pgpu, vgpuType);
        }
    }

    /** A virtual machine is using the card. */
    public static final class PgpuInUseByVm extends Failure {
        public PgpuInUseByVm(String vms) {
            super("PGPU_IN_USE_BY_VM", vms);
        }
    }

    /** The card is of another kind than the cards of the group. */
    public static final class NotCompatibleWithGroup extends Failure {
        public NotCompatibleWithGroup(String type, String groupTypes) {
            super("PGPU_NOT_COMPATIBLE_WITH_GPU_GROUP", type, groupTypes);
        }
    }

    /** The virtual GPU does not fit the destination host. */
    public static final class DestinationIncompatible extends Failure {
        public DestinationIncompatible(String reason, Ref<Vgpu> vgpu, Ref<Host> host) {
            super("VGPU_DESTINATION_INCOMPATIBLE", reason, vgpu, host);
        }
    }

    /** The graphics driver inside the guest does not permit this. */
    public static final class GuestDriverLimit extends Failure {
        public GuestDriverLimit(String reason, Ref<Vm> vm, Ref<Host> host) {
            super("VGPU_GUEST_DRIVER_LIMIT", reason, vm, host);
        }
    }

    /** The virtual GPU cannot be suspended on this host. */
    public static final class SuspensionNotSupported extends Failure {
        public SuspensionNotSupported(String reason, Ref<Vgpu> vgpu, Ref<Host> host) {
            super("VGPU_SUSPENSION_NOT_SUPPORTED", reason, vgpu, host);
        }
    }

    /** The virtual GPU type cannot be combined with the others on the machine. */
    public static final class TypeNotCompatible extends Failure {
        public TypeNotCompatible(String type) {
            super("VGPU_TYPE_NOT_COMPATIBLE", type);
        }
    }

    /** The card already runs a type that excludes this one. */
    public static final class TypeNotCompatibleWithRunning extends Failure {
        public TypeNotCompatibleWithRunning(Ref<Pgpu> pgpu, String type, String runningType) {
            super("VGPU_TYPE_NOT_COMPATIBLE_WITH_RUNNING_TYPE", pgpu, type, runningType);
        }
    }

    /** The virtual GPU type is not switched on for this card. */
    public static final class TypeNotEnabled extends Failure {
        public TypeNotEnabled(String type, String enabledTypes) {
            super("VGPU_TYPE_NOT_ENABLED", type, enabledTypes);
        }
    }

    /** The card is unable to provide this virtual GPU type. */
    public static final class TypeNotSupported extends Failure {
        public TypeNotSupported(String type, String supportedTypes) {
            super("VGPU_TYPE_NOT_SUPPORTED", type, supportedTypes);
        }
    }

    /** Support for this virtual GPU type has ended. */
    public static final class TypeNoLongerSupported extends Failure {
        public TypeNoLongerSupported(String type) {
            super("VGPU_TYPE_NO_LONGER_SUPPORTED", type);
        }
    }
}
