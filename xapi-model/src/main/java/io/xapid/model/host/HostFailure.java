package io.xapid.model.host;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.vm.Vm;

/** Failures about hosts. */
public final class HostFailure {
    private HostFailure() {}

    /** The host does not answer over the network. */
    public static final class CannotContact extends Failure {
        public CannotContact(Ref<Host> host) {
            super("CANNOT_CONTACT_HOST", host);
        }
    }

    /** Not all machines can be moved off the host. */
    public static final class CannotEvacuate extends Failure {
        public CannotEvacuate(String errors) {
            super("CANNOT_EVACUATE_HOST", errors);
        }
    }

    /** The processor does not permit hiding of its features. */
    public static final class CpuFeatureMaskingNotSupported extends Failure {
        public CpuFeatureMaskingNotSupported(String details) {
            super("CPU_FEATURE_MASKING_NOT_SUPPORTED", details);
        }
    }

    /** The host has a serious fault and cannot serve. */
    public static final class Broken extends Failure {
        public Broken() {
            super("HOST_BROKEN");
        }
    }

    /** A host cannot remove its own record. */
    public static final class CannotDestroySelf extends Failure {
        public CannotDestroySelf(Ref<Host> host) {
            super("HOST_CANNOT_DESTROY_SELF", host);
        }
    }

    /** The metrics of the host could not be fetched. */
    public static final class CannotReadMetrics extends Failure {
        public CannotReadMetrics() {
            super("HOST_CANNOT_READ_METRICS");
        }
    }

    /** The storage repository is out of reach for the host. */
    public static final class CannotSeeSr extends Failure {
        public CannotSeeSr(Ref<Host> host, Ref<Sr> sr) {
            super("HOST_CANNOT_SEE_SR", host, sr);
        }
    }

    /** The host accepts no new machines while it is disabled. */
    public static final class Disabled extends Failure {
        public Disabled(Ref<Host> host) {
            super("HOST_DISABLED", host);
        }
    }

    /** The host stays disabled until an operator enables it. */
    public static final class DisabledIndefinitely extends Failure {
        public DisabledIndefinitely(Ref<Host> host) {
            super("HOST_DISABLED_INDEFINITELY", host);
        }
    }

    /** The host stays disabled until it has rebooted. */
    public static final class DisabledUntilReboot extends Failure {
        public DisabledUntilReboot(Ref<Host> host) {
            super("HOST_DISABLED_UNTIL_REBOOT", host);
        }
    }

    /** The host has no hardware that this driver variant serves. */
    public static final class DriverNoHardware extends Failure {
        public DriverNoHardware(String driverVariant) {
            super("HOST_DRIVER_NO_HARDWARE", driverVariant);
        }
    }

    /** The host is being emptied of machines right now. */
    public static final class EvacuateInProgress extends Failure {
        public EvacuateInProgress(Ref<Host> host) {
            super("HOST_EVACUATE_IN_PROGRESS", host);
        }
    }

    /** A machine on the host lacks the protection that evacuation needs. */
    public static final class EvacuateVmNotProtected extends Failure {
        public EvacuateVmNotProtected(Ref<Vm> vm) {
            super("HOST_EVACUATE_VM_NOT_HA_PROTECTED", vm);
        }
    }

    /** The host has to be emptied of machines first. */
    public static final class EvacuationIsRequired extends Failure {
        public EvacuationIsRequired(Ref<Host> host) {
            super("HOST_EVACUATION_IS_REQUIRED", host);
        }
    }

    /** The management interface of the host has no address. */
    public static final class HasNoManagementIp extends Failure {
        public HasNoManagementIp() {
            super("HOST_HAS_NO_MANAGEMENT_IP");
        }
    }

    /** Virtual machines still run on the host. */
    public static final class HasResidentVms extends Failure {
        public HasResidentVms(Ref<Host> host) {
            super("HOST_HAS_RESIDENT_VMS", host);
        }
    }

    /** The host has lost its coordinator and runs in emergency mode. */
    public static final class InEmergencyMode extends Failure {
        public InEmergencyMode() {
            super("HOST_IN_EMERGENCY_MODE");
        }
    }

    /** Some object still uses the host. */
    public static final class InUse extends Failure {
        public InUse(Ref<Host> host, String type, Ref<?> ref) {
            super("HOST_IN_USE", host, type, ref);
        }
    }

    /** The host is up, so the action is refused. */
    public static final class IsLive extends Failure {
        public IsLive(Ref<Host> host) {
            super("HOST_IS_LIVE", host);
        }
    }

    /** The host name is not well formed. */
    public static final class NameInvalid extends Failure {
        public NameInvalid(String reason) {
            super("HOST_NAME_INVALID", reason);
        }
    }

    /** The host has to be disabled before this action. */
    public static final class NotDisabled extends Failure {
        public NotDisabled() {
            super("HOST_NOT_DISABLED");
        }
    }

    /** Free memory on the host does not suffice. */
    public static final class NotEnoughFreeMemory extends Failure {
        public NotEnoughFreeMemory(long needed, long available) {
            super("HOST_NOT_ENOUGH_FREE_MEMORY", needed, available);
        }

        public NotEnoughFreeMemory(Ref<Vm> vm) {
            super("HOST_NOT_ENOUGH_FREE_MEMORY", vm);
        }
    }

    /** The host has fewer processors than the machine has virtual ones. */
    public static final class NotEnoughPcpus extends Failure {
        public NotEnoughPcpus(long vcpus, long pcpus) {
            super("HOST_NOT_ENOUGH_PCPUS", vcpus, pcpus);
        }
    }

    /** The host is down or unreachable. */
    public static final class NotLive extends Failure {
        public NotLive() {
            super("HOST_NOT_LIVE");
        }

        public NotLive(Ref<Host> host) {
            super("HOST_NOT_LIVE", host);
        }
    }

    /** The host is switched off or cut from the network. */
    public static final class Offline extends Failure {
        public Offline(Ref<Host> host) {
            super("HOST_OFFLINE", host);
        }
    }

    /** The host still has required follow-up steps from an update. */
    public static final class PendingMandatoryGuidance extends Failure {
        public PendingMandatoryGuidance(Ref<Host> host) {
            super("HOST_PENDING_MANDATORY_GUIDANCE_NOT_EMPTY", host);
        }
    }

    /** Remote power-on is not configured for the host. */
    public static final class PowerOnModeDisabled extends Failure {
        public PowerOnModeDisabled() {
            super("HOST_POWER_ON_MODE_DISABLED");
        }
    }

    /** The host has not finished starting. */
    public static final class StillBooting extends Failure {
        public StillBooting() {
            super("HOST_STILL_BOOTING");
        }
    }

    /** The processor feature text is malformed. */
    public static final class InvalidFeatureString extends Failure {
        public InvalidFeatureString(String details) {
            super("INVALID_FEATURE_STRING", details);
        }
    }

    /** The time server settings are not acceptable. */
    public static final class InvalidNtpConfig extends Failure {
        public InvalidNtpConfig(String reason) {
            super("INVALID_NTP_CONFIG", reason);
        }
    }

    /** The clock cannot be set by hand while time servers control it. */
    public static final class NotAllowedWhenNtpIsEnabled extends Failure {
        public NotAllowedWhenNtpIsEnabled(Ref<Host> host) {
            super("NOT_ALLOWED_WHEN_NTP_IS_ENABLED", host);
        }
    }

    /** The action is meant for emergency mode, and the host is not in it. */
    public static final class NotInEmergencyMode extends Failure {
        public NotInEmergencyMode() {
            super("NOT_IN_EMERGENCY_MODE");
        }
    }

    /** A hook script on the host ended with an error. */
    public static final class XapiHookFailed extends Failure {
        public XapiHookFailed(String hookName, String reason, String stdout, String exitCode) {
            super("XAPI_HOOK_FAILED", hookName, reason, stdout, exitCode);
        }
    }
}
