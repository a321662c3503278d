package io.xapid.model.vm;

import io.xapid.model.host.GpuGroup;
import io.xapid.model.host.Host;
import io.xapid.model.host.UsbGroup;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;

/** Failures of starting virtual machines. */
public final class VmBootFailure {
    private VmBootFailure() {}

    /** Dynamic memory control is switched off for this machine. */
    public static final class BallooningDisabled extends Failure {
        public BallooningDisabled(String... details) {
            super("BALLOONING_DISABLED", (Object[]) details);
        }
    }

    /** The bootloader ended with an error while preparing the guest. */
    public static final class BootloaderFailed extends Failure {
        public BootloaderFailed(Ref<Vm> vm, String msg) {
            super("BOOTLOADER_FAILED", vm, msg);
        }
    }

    /** A passed-through device may not serve as the boot device. */
    public static final class BootDevicePassthroughDisallowed extends Failure {
        public BootDevicePassthroughDisallowed(String device) {
            super("BOOT_DEVICE_PASSTHROUGH_DISALLOWED", device);
        }
    }

    /** The device model of the virtual machine cannot be restarted now. */
    public static final class CannotRestartDeviceModel extends Failure {
        public CannotRestartDeviceModel(Ref<?> ref) {
            super("CANNOT_RESTART_DEVICE_MODEL", ref);
        }
    }

    /** The hypervisor could not build the domain. */
    public static final class DomainBuilderError extends Failure {
        public DomainBuilderError(String function, String code, String message) {
            super("DOMAIN_BUILDER_ERROR", function, code, message);
        }
    }

    /** A domain for this virtual machine is present already. */
    public static final class DomainExists extends Failure {
        public DomainExists(Ref<Vm> vm, String domid) {
            super("DOMAIN_EXISTS", vm, domid);
        }

        public DomainExists(Ref<Vm> vm) {
            super("DOMAIN_EXISTS", vm);
        }
    }

    /** The device emulator of the virtual machine did not come up. */
    public static final class FailedToStartEmulator extends Failure {
        public FailedToStartEmulator(Ref<Vm> vm, String name, String msg) {
            super("FAILED_TO_START_EMULATOR", vm, name, msg);
        }
    }

    /** The feature works only with hardware-assisted virtualisation. */
    public static final class FeatureRequiresHvm extends Failure {
        public FeatureRequiresHvm(String details) {
            super("FEATURE_REQUIRES_HVM", details);
        }
    }

    /** The memory limits of the virtual machine break a memory rule. */
    public static final class MemoryConstraintViolation extends Failure {
        public MemoryConstraintViolation(String constraint) {
            super("MEMORY_CONSTRAINT_VIOLATION", constraint);
        }

        public MemoryConstraintViolation() {
            super("MEMORY_CONSTRAINT_VIOLATION");
        }
    }

    /** Memory pinning demands that dynamic and static maximum agree. */
    public static final class MemoryConstraintViolationMaxpin extends Failure {
        public MemoryConstraintViolationMaxpin(String reason) {
            super("MEMORY_CONSTRAINT_VIOLATION_MAXPIN", reason);
        }
    }

    /** The memory limits are out of order from static minimum to maximum. */
    public static final class MemoryConstraintViolationOrder extends Failure {
        public MemoryConstraintViolationOrder() {
            super("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        }
    }

    /** No host is able to take the virtual machine. */
    public static final class NoHostsAvailable extends Failure {
        public NoHostsAvailable() {
            super("NO_HOSTS_AVAILABLE");
        }

        public NoHostsAvailable(Ref<Vm> vm) {
            super("NO_HOSTS_AVAILABLE", vm);
        }
    }

    /** The configured bootloader is not known to this host. */
    public static final class UnknownBootloader extends Failure {
        public UnknownBootloader(Ref<Vm> vm, String bootloader) {
            super("UNKNOWN_BOOTLOADER", vm, bootloader);
        }
    }

    /** The running guests did not release memory when they were asked to. */
    public static final class VmsFailedToCooperate extends Failure {
        public VmsFailedToCooperate() {
            super("VMS_FAILED_TO_COOPERATE");
        }
    }

    /** Several disks that reset at boot each claim to store the clock offset. */
    public static final class SeveralTimeOffsetDisksResetOnBoot extends Failure {
        public SeveralTimeOffsetDisksResetOnBoot(Ref<Vm> vm) {
            super("VM_ATTACHED_TO_MORE_THAN_ONE_VDI_WITH_TIMEOFFSET_MARKED_AS_RESET_ON_BOOT", vm);
        }

        /** Names the virtual machine first, and then each of the disks. */
        public SeveralTimeOffsetDisksResetOnBoot(Ref<?>... vmAndDisks) {
            super("VM_ATTACHED_TO_MORE_THAN_ONE_VDI_WITH_TIMEOFFSET_MARKED_AS_RESET_ON_BOOT", (Object[]) vmAndDisks);
        }
    }

    /** Two drives of the virtual machine ask for one device position. */
    public static final class DuplicateVbdDevice extends Failure {
        public DuplicateVbdDevice(Ref<Vm> vm, Ref<Vbd> vbd, String device) {
            super("VM_DUPLICATE_VBD_DEVICE", vm, vbd, device);
        }
    }

    /** The host runs too old a product version for this virtual machine. */
    public static final class HostIncompatibleVersion extends Failure {
        public HostIncompatibleVersion(Ref<Host> host, Ref<Vm> vm) {
            super("VM_HOST_INCOMPATIBLE_VERSION", host, vm);
        }
    }

    /** The host lacks the virtual hardware platform version the machine wants. */
    public static final class HostIncompatibleHardwarePlatform extends Failure {
        public HostIncompatibleHardwarePlatform(Ref<Host> host, String hostVersions, Ref<Vm> vm, String vmVersion) {
            super("VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION", host, hostVersions, vm, vmVersion);
        }
    }

    /** The host processor lacks the virtualisation support this machine needs. */
    public static final class HvmRequired extends Failure {
        public HvmRequired(Ref<Vm> vm) {
            super("VM_HVM_REQUIRED", vm);
        }
    }

    /** The virtual machine cannot run on this host. */
    public static final class IncompatibleWithThisHost extends Failure {
        public IncompatibleWithThisHost(Ref<Vm> vm, Ref<Host> host, String reason) {
            super("VM_INCOMPATIBLE_WITH_THIS_HOST", vm, host, reason);
        }
    }

    /** The virtual machine runs on some other host. */
    public static final class NotResidentHere extends Failure {
        public NotResidentHere(Ref<Vm> vm, Ref<Host> host) {
            super("VM_NOT_RESIDENT_HERE", vm, host);
        }
    }

    /** No free slot is left on the PCI bus of the virtual machine. */
    public static final class PciBusFull extends Failure {
        public PciBusFull(Ref<Vm> vm) {
            super("VM_PCI_BUS_FULL", vm);
        }
    }

    /** The host has no free graphics device from the group the machine needs. */
    public static final class RequiresGpu extends Failure {
        public RequiresGpu(Ref<Vm> vm, Ref<GpuGroup> gpuGroup) {
            super("VM_REQUIRES_GPU", vm, gpuGroup);
        }
    }

    /** Device passthrough needs an IOMMU, and the host offers none. */
    public static final class RequiresIommu extends Failure {
        public RequiresIommu(Ref<Host> host) {
            super("VM_REQUIRES_IOMMU", host);
        }
    }

    /** The host is not connected to a network the machine uses. */
    public static final class RequiresNetwork extends Failure {
        public RequiresNetwork(Ref<Vm> vm, Ref<Network> network) {
            super("VM_REQUIRES_NETWORK", vm, network);
        }
    }

    /** The host has no access to storage the machine uses. */
    public static final class RequiresSr extends Failure {
        public RequiresSr(Ref<Vm> vm, Ref<Sr> sr) {
            super("VM_REQUIRES_SR", vm, sr);
        }
    }

    /** The host cannot reach a disk the machine uses. */
    public static final class RequiresVdi extends Failure {
        public RequiresVdi(Ref<Vm> vm, Ref<Vdi> vdi) {
            super("VM_REQUIRES_VDI", vm, vdi);
        }
    }

    /** The host has no room for the virtual GPU type the machine needs. */
    public static final class RequiresVgpu extends Failure {
        public RequiresVgpu(Ref<Vm> vm, Ref<GpuGroup> gpuGroup, Ref<VgpuType> vgpuType) {
            super("VM_REQUIRES_VGPU", vm, gpuGroup, vgpuType);
        }
    }

    /** The host lacks the USB device the machine needs. */
    public static final class RequiresVusb extends Failure {
        public RequiresVusb(Ref<Vm> vm, Ref<UsbGroup> usbGroup) {
            super("VM_REQUIRES_VUSB", vm, usbGroup);
        }
    }

    /** Starting the machine now could put its data at risk. */
    public static final class UnsafeBoot extends Failure {
        public UnsafeBoot(Ref<Vm> vm) {
            super("VM_UNSAFE_BOOT", vm);
        }
    }

    /** The running hypervisor does not match the installed toolstack. */
    public static final class XenIncompatible extends Failure {
        public XenIncompatible() {
            super("XEN_INCOMPATIBLE");
        }
    }
}
