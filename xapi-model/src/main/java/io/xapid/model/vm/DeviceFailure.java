package io.xapid.model.vm;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about the devices of virtual machines. */
public final class DeviceFailure {
    private DeviceFailure() {}

    /** The device is plugged in already. */
    public static final class AlreadyAttached extends Failure {
        public AlreadyAttached(String device) {
            super("DEVICE_ALREADY_ATTACHED", device);
        }
    }

    /** The device is unplugged already. */
    public static final class AlreadyDetached extends Failure {
        public AlreadyDetached(String device) {
            super("DEVICE_ALREADY_DETACHED", device);
        }
    }

    /** The machine already has a device at that position. */
    public static final class AlreadyExists extends Failure {
        public AlreadyExists(String device) {
            super("DEVICE_ALREADY_EXISTS", device);
        }
    }

    /** Plugging in the device took too long. */
    public static final class AttachTimeout extends Failure {
        public AttachTimeout(String type, Ref<?> ref) {
            super("DEVICE_ATTACH_TIMEOUT", type, ref);
        }
    }

    /** The guest declined to let go of the device. */
    public static final class DetachRejected extends Failure {
        public DetachRejected(String type, Ref<?> ref, String msg) {
            super("DEVICE_DETACH_REJECTED", type, ref, msg);
        }
    }

    /** Unplugging the device took too long. */
    public static final class DetachTimeout extends Failure {
        public DetachTimeout(String type, Ref<?> ref) {
            super("DEVICE_DETACH_TIMEOUT", type, ref);
        }
    }

    /** The device is not plugged in at the moment. */
    public static final class NotAttached extends Failure {
        public NotAttached(Ref<Vbd> vbd) {
            super("DEVICE_NOT_ATTACHED", vbd);
        }
    }

    /** Disks of a hardware-virtualised guest have to be writable. */
    public static final class DiskVbdMustBeReadwriteForHvm extends Failure {
        public DiskVbdMustBeReadwriteForHvm(Ref<Vbd> vbd) {
            super("DISK_VBD_MUST_BE_READWRITE_FOR_HVM", vbd);
        }
    }

    /** The physical optical drive holds no disc. */
    public static final class HostCdDriveEmpty extends Failure {
        public HostCdDriveEmpty() {
            super("HOST_CD_DRIVE_EMPTY");
        }
    }

    /** The drive asks for a device name that is not permitted. */
    public static final class IllegalVbdDevice extends Failure {
        public IllegalVbdDevice(Ref<Vbd> vbd, String device) {
            super("ILLEGAL_VBD_DEVICE", vbd, device);
        }
    }

    /** The device name is not a valid one. */
    public static final class InvalidName extends Failure {
        public InvalidName(String device) {
            super("INVALID_DEVICE", device);
        }
    }

    /** Optical drives may be attached for reading only. */
    public static final class VbdCdsMustBeReadonly extends Failure {
        public VbdCdsMustBeReadonly() {
            super("VBD_CDS_MUST_BE_READONLY");
        }
    }

    /** The drive holds no medium. */
    public static final class VbdIsEmpty extends Failure {
        public VbdIsEmpty(Ref<Vbd> vbd) {
            super("VBD_IS_EMPTY", vbd);
        }
    }

    /** The drive does not exist any more. */
    public static final class VbdMissing extends Failure {
        public VbdMissing() {
            super("VBD_MISSING");
        }
    }

    /** The drive still holds a medium. */
    public static final class VbdNotEmpty extends Failure {
        public VbdNotEmpty(Ref<Vbd> vbd) {
            super("VBD_NOT_EMPTY", vbd);
        }
    }

    /** The medium of this drive cannot be exchanged. */
    public static final class VbdNotRemovableMedia extends Failure {
        public VbdNotRemovableMedia(Ref<Vbd> vbd) {
            super("VBD_NOT_REMOVABLE_MEDIA", vbd);
        }
    }

    /** The drive cannot be removed while the guest runs. */
    public static final class VbdNotUnpluggable extends Failure {
        public VbdNotUnpluggable(Ref<Vbd> vbd) {
            super("VBD_NOT_UNPLUGGABLE", vbd);
        }
    }

    /** The guest has locked the tray of the drive. */
    public static final class VbdTrayLocked extends Failure {
        public VbdTrayLocked(Ref<Vbd> vbd) {
            super("VBD_TRAY_LOCKED", vbd);
        }
    }
}
