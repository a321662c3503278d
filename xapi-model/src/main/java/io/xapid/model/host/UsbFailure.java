package io.xapid.model.host;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.vm.Vm;

/** Failures about USB devices. */
public final class UsbFailure {
    private UsbFailure() {}

    /** The USB device is also in use as a disk. */
    public static final class PusbVdiConflict extends Failure {
        public PusbVdiConflict(Ref<Pusb> pusb, Ref<Vdi> vdi) {
            super("PUSB_VDI_CONFLICT", pusb, vdi);
        }
    }

    /** The machine would own more USB devices than allowed. */
    public static final class TooManyVusbs extends Failure {
        public TooManyVusbs(String number) {
            super("TOO_MANY_VUSBS", number);
        }
    }

    /** The USB device already belongs to a virtual machine. */
    public static final class AlreadyAttached extends Failure {
        public AlreadyAttached(Ref<Pusb> pusb, Ref<Vm> vm) {
            super("USB_ALREADY_ATTACHED", pusb, vm);
        }
    }

    /** The USB group already serves one device of this machine. */
    public static final class GroupConflict extends Failure {
        public GroupConflict(Ref<UsbGroup> usbGroup) {
            super("USB_GROUP_CONFLICT", usbGroup);
        }
    }

    /** The USB group has no physical devices. */
    public static final class GroupContainsNoPusbs extends Failure {
        public GroupContainsNoPusbs(Ref<UsbGroup> usbGroup) {
            super("USB_GROUP_CONTAINS_NO_PUSBS", usbGroup);
        }
    }

    /** Physical devices still belong to the USB group. */
    public static final class GroupContainsPusb extends Failure {
        public GroupContainsPusb(String pusbs) {
            super("USB_GROUP_CONTAINS_PUSB", pusbs);
        }
    }

    /** Virtual devices still belong to the USB group. */
    public static final class GroupContainsVusb extends Failure {
        public GroupContainsVusb(String vusbs) {
            super("USB_GROUP_CONTAINS_VUSB", vusbs);
        }
    }
}
