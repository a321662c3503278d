package io.xapid.model.vm;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Failures about virtual machines. */
public final class VmFailure {
    private VmFailure() {}

    /** The power state of a control domain cannot be reset by force. */
    public static final class CannotResetControlDomain extends Failure {
        public CannotResetControlDomain(Ref<Vm> vm) {
            super("CANNOT_RESET_CONTROL_DOMAIN", vm);
        }
    }

    /** The import clashes with a virtual machine that already exists here. */
    public static final class DuplicateVm extends Failure {
        public DuplicateVm(Ref<Vm> vm) {
            super("DUPLICATE_VM", vm);
        }
    }

    /** The virtual machine is not registered as a system domain. */
    public static final class NotSystemDomain extends Failure {
        public NotSystemDomain(Ref<Vm> vm) {
            super("NOT_SYSTEM_DOMAIN", vm);
        }
    }

    /** Storage ran out while the disks of the new machine were being made. */
    public static final class ProvisionFailedOutOfSpace extends Failure {
        public ProvisionFailedOutOfSpace() {
            super("PROVISION_FAILED_OUT_OF_SPACE");
        }
    }

    /** Only a template can be provisioned. */
    public static final class ProvisionOnlyAllowedOnTemplate extends Failure {
        public ProvisionOnlyAllowedOnTemplate() {
            super("PROVISION_ONLY_ALLOWED_ON_TEMPLATE");
        }
    }

    /** Windows system preparation inside the guest did not succeed. */
    public static final class Sysprep extends Failure {
        public Sysprep(Ref<Vm> vm, String message) {
            super("SYSPREP", vm, message);
        }
    }

    /** A virtual machine may join only one placement group. */
    public static final class TooManyGroups extends Failure {
        public TooManyGroups() {
            super("TOO_MANY_GROUPS");
        }
    }

    /** The processor maximum does not divide evenly by the cores per socket. */
    public static final class VcpuMaxNotSocketMultiple extends Failure {
        public VcpuMaxNotSocketMultiple(String vcpuMax, String coresPerSocket) {
            super("VCPU_MAX_NOT_CORES_PER_SOCKET_MULTIPLE", vcpuMax, coresPerSocket);
        }
    }

    /** A protection policy may not archive more often than it takes backups. */
    public static final class VmppArchiveTooFrequent extends Failure {
        public VmppArchiveTooFrequent() {
            super("VMPP_ARCHIVE_MORE_FREQUENT_THAN_BACKUP");
        }
    }

    /** Virtual machines still use this protection policy. */
    public static final class VmppHasVm extends Failure {
        public VmppHasVm() {
            super("VMPP_HAS_VM");
        }
    }

    /** Virtual machines still use this snapshot schedule. */
    public static final class VmssHasVm extends Failure {
        public VmssHasVm() {
            super("VMSS_HAS_VM");
        }
    }

    /** The virtual machine already belongs to a protection policy. */
    public static final class AssignedToProtectionPolicy extends Failure {
        public AssignedToProtectionPolicy(Ref<Vm> vm, Ref<Vmpp> vmpp) {
            super("VM_ASSIGNED_TO_PROTECTION_POLICY", vm, vmpp);
        }
    }

    /** The virtual machine already follows a snapshot schedule. */
    public static final class AssignedToSnapshotSchedule extends Failure {
        public AssignedToSnapshotSchedule(Ref<Vm> vm, Ref<Vmss> vmss) {
            super("VM_ASSIGNED_TO_SNAPSHOT_SCHEDULE", vm, vmss);
        }
    }

    /** The virtual machine is not in a power state that permits this action. */
    public static final class BadPowerState extends Failure {
        private static final List<PowerState> IN_ORDER =
                List.of(PowerState.HALTED, PowerState.PAUSED, PowerState.SUSPENDED, PowerState.RUNNING);

        /** @param expected names of power states as {@link #of} gives them */
        public BadPowerState(Ref<Vm> vm, String expected, String actual) {
            super("VM_BAD_POWER_STATE", vm, expected, actual);
        }

        /** The failure with power states as they are named in it: in lower case and one order, with commas. */
        public static BadPowerState of(Ref<Vm> vm, Set<PowerState> expected, PowerState actual) {
            return new BadPowerState(vm, inWords(expected), inWords(Set.of(actual)));
        }

        private static String inWords(Set<PowerState> states) {
            return IN_ORDER.stream()
                    .filter(states::contains)
                    .map(state -> state.wireName().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
    }

    /** The BIOS strings were chosen earlier and stay fixed from then on. */
    public static final class BiosStringsAlreadySet extends Failure {
        public BiosStringsAlreadySet() {
            super("VM_BIOS_STRINGS_ALREADY_SET");
        }
    }

    /** Guest plugins were called too often; wait before trying once more. */
    public static final class CallPluginRateLimit extends Failure {
        public CallPluginRateLimit(Ref<Vm> vm, String interval, String wait) {
            super("VM_CALL_PLUGIN_RATE_LIMIT", vm, interval, wait);
        }
    }

    /** Templates shipped with the product may not be removed. */
    public static final class CannotDeleteDefaultTemplate extends Failure {
        public CannotDeleteDefaultTemplate(Ref<Vm> vm) {
            super("VM_CANNOT_DELETE_DEFAULT_TEMPLATE", vm);
        }

        public CannotDeleteDefaultTemplate() {
            super("VM_CANNOT_DELETE_DEFAULT_TEMPLATE");
        }
    }

    /** The guest crashed while the operation was running. */
    public static final class Crashed extends Failure {
        public Crashed(Ref<Vm> vm) {
            super("VM_CRASHED", vm);
        }
    }

    /** The guest ignored the request to shut down. */
    public static final class FailedShutdownAcknowledgment extends Failure {
        public FailedShutdownAcknowledgment(Ref<Vm> vm) {
            super("VM_FAILED_SHUTDOWN_ACKNOWLEDGMENT", vm);
        }
    }

    /** The guest powered itself off before the operation was done. */
    public static final class Halted extends Failure {
        public Halted(Ref<Vm> vm) {
            super("VM_HALTED", vm);
        }
    }

    /** The virtual machine must be recovered together with its appliance. */
    public static final class IsPartOfAnAppliance extends Failure {
        public IsPartOfAnAppliance(Ref<Vm> vm, Ref<VmAppliance> appliance) {
            super("VM_IS_PART_OF_AN_APPLIANCE", vm, appliance);
        }
    }

    /** High availability guards this virtual machine, so the action is refused. */
    public static final class IsProtected extends Failure {
        public IsProtected(Ref<Vm> vm) {
            super("VM_IS_PROTECTED", vm);
        }
    }

    /** The action makes no sense on a snapshot. */
    public static final class IsSnapshot extends Failure {
        public IsSnapshot(Ref<Vm> vm, String operation) {
            super("VM_IS_SNAPSHOT", vm, operation);
        }
    }

    /** The action works on real virtual machines, and this one is a template. */
    public static final class IsTemplate extends Failure {
        public IsTemplate(Ref<Vm> vm) {
            super("VM_IS_TEMPLATE", vm);
        }

        public IsTemplate(Ref<Vm> vm, String operation) {
            super("VM_IS_TEMPLATE", vm, operation);
        }
    }

    /** The guest does not announce the feature this action relies on. */
    public static final class LacksFeature extends Failure {
        public LacksFeature(Ref<Vm> vm) {
            super("VM_LACKS_FEATURE", vm);
        }
    }

    /** The memory given to the virtual machine is below what it can run with. */
    public static final class MemorySizeTooLow extends Failure {
        public MemorySizeTooLow(Ref<Vm> vm) {
            super("VM_MEMORY_SIZE_TOO_LOW", vm);
        }
    }

    /** The guest did not reach its memory target within the waiting time. */
    public static final class MemoryTargetWaitTimeout extends Failure {
        public MemoryTargetWaitTimeout(Ref<Task> task) {
            super("VM_MEMORY_TARGET_WAIT_TIMEOUT", task);
        }
    }

    /** No guest drivers are detected, yet the action depends on them. */
    public static final class MissingPvDrivers extends Failure {
        public MissingPvDrivers(Ref<Vm> vm) {
            super("VM_MISSING_PV_DRIVERS", vm);
        }
    }

    /** No storage is configured that could hold a crash dump of this machine. */
    public static final class NoCrashdumpSr extends Failure {
        public NoCrashdumpSr(Ref<Vm> vm) {
            super("VM_NO_CRASHDUMP_SR", vm);
        }
    }

    /** The virtual machine has no free optical drive. */
    public static final class NoEmptyCdVbd extends Failure {
        public NoEmptyCdVbd(Ref<Vm> vm) {
            super("VM_NO_EMPTY_CD_VBD", vm);
        }
    }

    /** At least one virtual processor must be configured. */
    public static final class NoVcpus extends Failure {
        public NoVcpus(Ref<Vm> vm) {
            super("VM_NO_VCPUS", vm);
        }
    }

    /** The drivers inside the guest are too old for this action. */
    public static final class OldPvDrivers extends Failure {
        public OldPvDrivers(Ref<Vm> vm, String major, String minor) {
            super("VM_OLD_PV_DRIVERS", vm, major, minor);
        }
    }

    /** The guest drivers are active, so this change must wait. */
    public static final class PvDriversInUse extends Failure {
        public PvDriversInUse(Ref<Vm> vm) {
            super("VM_PV_DRIVERS_IN_USE", vm);
        }
    }

    /** The guest restarted itself before the operation was done. */
    public static final class Rebooted extends Failure {
        public Rebooted(Ref<Vm> vm) {
            super("VM_REBOOTED", vm);
        }
    }

    /** The guest took longer to shut down than the limit allows. */
    public static final class ShutdownTimeout extends Failure {
        public ShutdownTimeout(Ref<Vm> vm, String timeout) {
            super("VM_SHUTDOWN_TIMEOUT", vm, timeout);
        }
    }

    /** More virtual processors are configured than allowed. */
    public static final class TooManyVcpus extends Failure {
        public TooManyVcpus(Ref<Vm> vm) {
            super("VM_TOO_MANY_VCPUS", vm);
        }
    }

    /** The virtual machine already has as many virtual TPMs as it may own. */
    public static final class VtpmMaxAmountReached extends Failure {
        public VtpmMaxAmountReached(String amount) {
            super("VTPM_MAX_AMOUNT_REACHED", amount);
        }
    }
}
