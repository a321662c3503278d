package io.xapid.model.storage;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;

/** Failures about virtual disks. */
public final class VdiFailure {
    private VdiFailure() {}

    /** Changed block tracking is active on the disk and rules this out. */
    public static final class CbtEnabled extends Failure {
        public CbtEnabled(Ref<Vdi> vdi) {
            super("VDI_CBT_ENABLED", vdi);
        }
    }

    /** The disk stores the metadata of the very pool it is used in. */
    public static final class ContainsMetadataOfThisPool extends Failure {
        public ContainsMetadataOfThisPool(Ref<Vdi> vdi, Ref<Pool> pool) {
            super("VDI_CONTAINS_METADATA_OF_THIS_POOL", vdi, pool);
        }
    }

    /** The storage knows no content identifier for the disk. */
    public static final class ContentIdMissing extends Failure {
        public ContentIdMissing() {
            super("VDI_CONTENT_ID_MISSING");
        }
    }

    /** Copying the disk did not succeed. */
    public static final class CopyFailed extends Failure {
        public CopyFailed() {
            super("VDI_COPY_FAILED");
        }

        public CopyFailed(String message) {
            super("VDI_COPY_FAILED", message);
        }
    }

    /** The disk stores performance records and cannot be used this way. */
    public static final class HasRrds extends Failure {
        public HasRrds(Ref<Vdi> vdi) {
            super("VDI_HAS_RRDS", vdi);
        }
    }

    /** Disks of this type do not permit the action. */
    public static final class IncompatibleType extends Failure {
        public IncompatibleType(Ref<Vdi> vdi, String type) {
            super("VDI_INCOMPATIBLE_TYPE", vdi, type);
        }

        public IncompatibleType(String message) {
            super("VDI_INCOMPATIBLE_TYPE", message);
        }
    }

    /** The disk is busy with another action or attached somewhere. */
    public static final class InUse extends Failure {
        public InUse(Ref<Vdi> vdi, String operation) {
            super("VDI_IN_USE", vdi, operation);
        }

        public InUse(Ref<?>... vdis) {
            super("VDI_IN_USE", (Object[]) vdis);
        }
    }

    /** Reading or writing the disk failed. */
    public static final class IoError extends Failure {
        public IoError(String message) {
            super("VDI_IO_ERROR", message);
        }
    }

    /** The disk stands for a physical device, so the action is refused. */
    public static final class IsAPhysicalDevice extends Failure {
        public IsAPhysicalDevice(Ref<Vdi> vdi) {
            super("VDI_IS_A_PHYSICAL_DEVICE", vdi);
        }
    }

    /** The disk is encrypted and does not permit the action. */
    public static final class IsEncrypted extends Failure {
        public IsEncrypted(Ref<Vdi> vdi) {
            super("VDI_IS_ENCRYPTED", vdi);
        }
    }

    /** An ISO image is expected, and the disk is of another type. */
    public static final class IsNotIso extends Failure {
        public IsNotIso(Ref<Vdi> vdi, String type) {
            super("VDI_IS_NOT_ISO", vdi, type);
        }
    }

    /** The disk may be shared by several machines, which rules this out. */
    public static final class IsSharable extends Failure {
        public IsSharable(Ref<Vdi> vdi) {
            super("VDI_IS_SHARABLE", vdi);
        }
    }

    /** The storage has nothing at the given location. */
    public static final class LocationMissing extends Failure {
        public LocationMissing(Ref<Sr> sr, String location) {
            super("VDI_LOCATION_MISSING", sr, location);
        }
    }

    /** The storage does not know the disk any more. */
    public static final class Missing extends Failure {
        public Missing(Ref<Sr> sr, Ref<Vdi> vdi) {
            super("VDI_MISSING", sr, vdi);
        }

        public Missing() {
            super("VDI_MISSING");
        }
    }

    /** The disk cannot be reached at present. */
    public static final class NotAvailable extends Failure {
        public NotAvailable(Ref<Vdi> vdi) {
            super("VDI_NOT_AVAILABLE", vdi);
        }
    }

    /** The toolstack does not manage this disk. */
    public static final class NotManaged extends Failure {
        public NotManaged(Ref<Vdi> vdi) {
            super("VDI_NOT_MANAGED", vdi);
        }
    }

    /** Only a disk stored sparsely can be treated this way. */
    public static final class NotSparse extends Failure {
        public NotSparse(Ref<Vdi> vdi) {
            super("VDI_NOT_SPARSE", vdi);
        }
    }

    /** No change tracking data exists for the disk. */
    public static final class NoCbtMetadata extends Failure {
        public NoCbtMetadata(Ref<Vdi> vdi) {
            super("VDI_NO_CBT_METADATA", vdi);
        }
    }

    /** The boot mode of the disk rules out the action. */
    public static final class OnBootModeIncompatible extends Failure {
        public OnBootModeIncompatible() {
            super("VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION");
        }

        public OnBootModeIncompatible(Ref<Vdi> vdi) {
            super("VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION", vdi);
        }
    }

    /** The disk may be read but not changed. */
    public static final class ReadOnly extends Failure {
        public ReadOnly(Ref<Vdi> vdi) {
            super("VDI_READONLY", vdi);
        }
    }

    /** The disk would exceed the largest permitted size. */
    public static final class TooLarge extends Failure {
        public TooLarge(Ref<Vdi> vdi, long maximumSize) {
            super("VDI_TOO_LARGE", vdi, maximumSize);
        }
    }

    /** The disk falls short of the size that is needed. */
    public static final class TooSmall extends Failure {
        public TooSmall(Ref<Vdi> vdi, long minimumSize) {
            super("VDI_TOO_SMALL", vdi, minimumSize);
        }
    }
}
