package io.xapid.model.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about storage repositories. */
public final class SrFailure {
    private SrFailure() {}

    /** The clustered storage works in a degraded state. */
    public static final class ClusteredSrDegraded extends Failure {
        public ClusteredSrDegraded(Ref<Sr> sr) {
            super("CLUSTERED_SR_DEGRADED", sr);
        }
    }

    /** The default storage repository cannot be found. */
    public static final class DefaultSrNotFound extends Failure {
        public DefaultSrNotFound(Ref<Sr> sr) {
            super("DEFAULT_SR_NOT_FOUND", sr);
        }
    }

    /** The repository already has a disk at that location. */
    public static final class LocationNotUnique extends Failure {
        public LocationNotUnique(Ref<Sr> sr, String location) {
            super("LOCATION_NOT_UNIQUE", sr, location);
        }
    }

    /** The host already has a connection to the storage repository. */
    public static final class PbdExists extends Failure {
        public PbdExists(Ref<Sr> sr, Ref<Host> host, Ref<Pbd> pbd) {
            super("PBD_EXISTS", sr, host, pbd);
        }
    }

    /** The storage driver cannot be talked to. */
    public static final class SmPluginCommunicationFailure extends Failure {
        public SmPluginCommunicationFailure(String sm) {
            super("SM_PLUGIN_COMMUNICATION_FAILURE", sm);
        }
    }

    /** The storage repository is attached and must be detached first. */
    public static final class Attached extends Failure {
        public Attached(String... details) {
            super("SR_ATTACHED", (Object[]) details);
        }
    }

    /** The storage repository could not be attached. */
    public static final class AttachFailed extends Failure {
        public AttachFailed(Ref<Sr> sr) {
            super("SR_ATTACH_FAILED", sr);
        }
    }

    /** The storage driver reported an error. */
    public static final class BackendFailure extends Failure {
        public BackendFailure(String status, String stdout, String stderr) {
            super("SR_BACKEND_FAILURE", status, stdout, stderr);
        }
    }

    /** Another storage repository occupies the device. */
    public static final class DeviceInUse extends Failure {
        public DeviceInUse() {
            super("SR_DEVICE_IN_USE");
        }
    }

    /** This kind of storage cannot take part in live storage migration. */
    public static final class DoesNotSupportMigration extends Failure {
        public DoesNotSupportMigration(Ref<Sr> sr, String capabilities) {
            super("SR_DOES_NOT_SUPPORT_MIGRATION", sr, capabilities);
        }
    }

    /** The storage repository has no room for the requested size. */
    public static final class Full extends Failure {
        public Full(String requested, String maximum) {
            super("SR_FULL", requested, maximum);
        }
    }

    /** The storage repository is connected to more than one host. */
    public static final class HasMultiplePbds extends Failure {
        public HasMultiplePbds(Ref<Pbd> pbd) {
            super("SR_HAS_MULTIPLE_PBDS", pbd);
        }

        public HasMultiplePbds(Ref<?>... pbds) {
            super("SR_HAS_MULTIPLE_PBDS", (Object[]) pbds);
        }
    }

    /** No host is set up to connect to the storage repository. */
    public static final class HasNoPbds extends Failure {
        public HasNoPbds(Ref<Sr> sr) {
            super("SR_HAS_NO_PBDS", sr);
        }

        public HasNoPbds() {
            super("SR_HAS_NO_PBDS");
        }
    }

    /** Host connections to the storage repository still exist. */
    public static final class HasPbd extends Failure {
        public HasPbd(Ref<Sr> sr) {
            super("SR_HAS_PBD", sr);
        }
    }

    /** The storage repository is marked as protected from destruction. */
    public static final class Indestructible extends Failure {
        public Indestructible(Ref<Sr> sr) {
            super("SR_INDESTRUCTIBLE", sr);
        }
    }

    /** The host uses the storage repository as its cache. */
    public static final class IsCacheSr extends Failure {
        public IsCacheSr(Ref<Host> host) {
            super("SR_IS_CACHE_SR", host);
        }
    }

    /** The storage repository is not attached. */
    public static final class NotAttached extends Failure {
        public NotAttached(Ref<Sr> sr) {
            super("SR_NOT_ATTACHED", sr);
        }
    }

    /** Disks are still stored in the repository. */
    public static final class NotEmpty extends Failure {
        public NotEmpty() {
            super("SR_NOT_EMPTY");
        }
    }

    /** Several hosts cannot share this storage repository. */
    public static final class NotSharable extends Failure {
        public NotSharable(Ref<Sr> sr, Ref<Host> host) {
            super("SR_NOT_SHARABLE", sr, host);
        }
    }

    /** The storage repository is local to one host, but sharing is needed. */
    public static final class NotShared extends Failure {
        public NotShared(String... details) {
            super("SR_NOT_SHARED", (Object[]) details);
        }
    }

    /** The storage driver has no such capability. */
    public static final class OperationNotSupported extends Failure {
        public OperationNotSupported(Ref<Sr> sr) {
            super("SR_OPERATION_NOT_SUPPORTED", sr);
        }

        public OperationNotSupported() {
            super("SR_OPERATION_NOT_SUPPORTED");
        }
    }

    /** The storage repository has an old layout and needs an upgrade. */
    public static final class RequiresUpgrade extends Failure {
        public RequiresUpgrade(Ref<Sr> sr) {
            super("SR_REQUIRES_UPGRADE", sr);
        }
    }

    /** The source storage lacks room for the temporary snapshot. */
    public static final class SourceSpaceInsufficient extends Failure {
        public SourceSpaceInsufficient(Ref<Sr> sr) {
            super("SR_SOURCE_SPACE_INSUFFICIENT", sr);
        }
    }

    /** The storage lacks room for the saved memory. */
    public static final class SuspendSpaceInsufficient extends Failure {
        public SuspendSpaceInsufficient(Ref<Sr> sr) {
            super("SR_SUSPEND_SPACE_INSUFFICIENT", sr);
        }
    }

    /** The storage repository is in bad health and needs repair. */
    public static final class Unhealthy extends Failure {
        public Unhealthy(Ref<Sr> sr, String health, String fix) {
            super("SR_UNHEALTHY", sr, health, fix);
        }
    }

    /** No storage driver of that name is installed. */
    public static final class UnknownDriver extends Failure {
        public UnknownDriver(String driver) {
            super("SR_UNKNOWN_DRIVER", driver);
        }
    }

    /** A storage repository with this identifier is already known. */
    public static final class UuidExists extends Failure {
        public UuidExists(String uuid) {
            super("SR_UUID_EXISTS", uuid);
        }
    }

    /** A disk of the repository could not be locked. */
    public static final class VdiLockingFailed extends Failure {
        public VdiLockingFailed() {
            super("SR_VDI_LOCKING_FAILED");
        }
    }

    /** The storage driver does not implement the request. */
    public static final class UnimplementedInSmBackend extends Failure {
        public UnimplementedInSmBackend(String message) {
            super("UNIMPLEMENTED_IN_SM_BACKEND", message);
        }
    }

    /** A storage driver failed; the number says how. */
    public static final class Backend extends Failure {
        public Backend(int number, String status, String reason, String stderr) {
            super("SR_BACKEND_FAILURE_" + number, status, reason, stderr);
        }
    }
}
