package io.xapid.model.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;

/** Failures of moving virtual machines. */
public final class VmMigrationFailure {
    private VmMigrationFailure() {}

    /** The guest did not shrink its memory in time for the migration. */
    public static final class BallooningTimeoutBeforeMigration extends Failure {
        public BallooningTimeoutBeforeMigration(Ref<Vm> vm) {
            super("BALLOONING_TIMEOUT_BEFORE_MIGRATION", vm);
        }
    }

    /** Copying the disk to its destination broke off during migration. */
    public static final class MirrorFailed extends Failure {
        public MirrorFailed(Ref<Vdi> vdi) {
            super("MIRROR_FAILED", vdi);
        }
    }

    /** The destination cannot read the saved memory image. */
    public static final class SuspendImageNotAccessible extends Failure {
        public SuspendImageNotAccessible(Ref<Vdi> vdi) {
            super("SUSPEND_IMAGE_NOT_ACCESSIBLE", vdi);
        }
    }

    /** Too many storage migrations are running on the host at once. */
    public static final class TooManyStorageMigrates extends Failure {
        public TooManyStorageMigrates(String number) {
            super("TOO_MANY_STORAGE_MIGRATES", number);
        }
    }

    /** A disk moves live only while it is attached to a running machine. */
    public static final class VdiNeedsVmForMigrate extends Failure {
        public VdiNeedsVmForMigrate(Ref<Vdi> vdi) {
            super("VDI_NEEDS_VM_FOR_MIGRATE", vdi);
        }
    }

    /** The request names no destination storage for this disk. */
    public static final class VdiNotInMap extends Failure {
        public VdiNotInMap(Ref<Vdi> vdi) {
            super("VDI_NOT_IN_MAP", vdi);
        }
    }

    /** The request names no destination network for this interface. */
    public static final class VifNotInMap extends Failure {
        public VifNotInMap(Ref<Vif> vif) {
            super("VIF_NOT_IN_MAP", vif);
        }
    }

    /** A checkpoint with saved memory keeps the machine from moving. */
    public static final class HasCheckpoint extends Failure {
        public HasCheckpoint(Ref<Vm> vm) {
            super("VM_HAS_CHECKPOINT", vm);
        }
    }

    /** A passed-through PCI device ties the virtual machine to its host. */
    public static final class HasPciAttached extends Failure {
        public HasPciAttached(Ref<Vm> vm) {
            super("VM_HAS_PCI_ATTACHED", vm);
        }
    }

    /** An SR-IOV network interface ties the virtual machine to its host. */
    public static final class HasSriovVif extends Failure {
        public HasSriovVif(Ref<Vm> vm) {
            super("VM_HAS_SRIOV_VIF", vm);
        }
    }

    /** The virtual machine carries more snapshots than migration permits. */
    public static final class HasTooManySnapshots extends Failure {
        public HasTooManySnapshots(Ref<Vm> vm) {
            super("VM_HAS_TOO_MANY_SNAPSHOTS", vm);
        }
    }

    /** A virtual GPU of the machine rules this action out. */
    public static final class HasVgpu extends Failure {
        public HasVgpu(Ref<Vm> vm) {
            super("VM_HAS_VGPU", vm);
        }
    }

    /** An attached USB device rules this action out. */
    public static final class HasVusbs extends Failure {
        public HasVusbs(Ref<Vm> vm) {
            super("VM_HAS_VUSBS", vm);
        }
    }

    /** The destination host runs an older version than the source. */
    public static final class HostIncompatibleVersionMigrate extends Failure {
        public HostIncompatibleVersionMigrate(Ref<Host> host, Ref<Vm> vm) {
            super("VM_HOST_INCOMPATIBLE_VERSION_MIGRATE", host, vm);
        }
    }

    /** The virtual machine is configured in a way that rules out migration. */
    public static final class IsImmobile extends Failure {
        public IsImmobile(Ref<Vm> vm) {
            super("VM_IS_IMMOBILE", vm);
        }
    }

    /** Nested virtualisation is active in the guest, so it cannot move. */
    public static final class IsUsingNestedVirt extends Failure {
        public IsUsingNestedVirt(Ref<Vm> vm) {
            super("VM_IS_USING_NESTED_VIRT", vm);
        }
    }

    /** The migration service of the remote host did not answer. */
    public static final class MigrateContactRemoteServiceFailed extends Failure {
        public MigrateContactRemoteServiceFailed() {
            super("VM_MIGRATE_CONTACT_REMOTE_SERVICE_FAILED");
        }
    }

    /** The migration stopped with an error. */
    public static final class MigrateFailed extends Failure {
        public MigrateFailed(Ref<Vm> vm, String source, String destination, String msg) {
            super("VM_MIGRATE_FAILED", vm, source, destination, msg);
        }
    }
}
