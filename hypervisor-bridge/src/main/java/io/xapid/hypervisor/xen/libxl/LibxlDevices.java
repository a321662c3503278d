package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Pointer;

/** The drives and NICs of domains. Those to be added are described as in a domain's configuration. */
public final class LibxlDevices {
    private final LibxlContext libxl;
    private final LibxlLibrary library;

    LibxlDevices(LibxlContext libxl) {
        this.libxl = libxl;
        this.library = libxl.library();
    }

    public void addDisk(int domid, String disk) throws LibxlException {
        withDisk(room -> {
            libxl.check(library.deviceDiskFromJson(libxl.context(), room, disk), "read what the drive is");
            libxl.check(library.deviceDiskAdd(libxl.context(), domid, room, null), "add a drive to domain " + domid);
        });
    }

    /**
     * Takes a drive away, if it is there.
     *
     * @param device its name, such as {@code xvda}
     * @param asking whether the guest has to let go of it; if it does not within some seconds, this fails
     */
    public void removeDisk(int domid, String device, boolean asking) throws LibxlException {
        withDisk(room -> {
            if (library.vdevToDeviceDisk(libxl.context(), domid, device, room) == 0) {
                int code = asking
                        ? library.deviceDiskRemove(libxl.context(), domid, room, null)
                        : library.deviceDiskDestroy(libxl.context(), domid, room, null);
                libxl.check(code, "take drive %s from domain %d".formatted(device, domid));
            }
        });
    }

    /** Changes what lies in a CD drive of a machine; {@code empty} is a format too. */
    public void insertDisc(int domid, String disc) throws LibxlException {
        withDisk(room -> {
            libxl.check(library.deviceDiskFromJson(libxl.context(), room, disc), "read what the disc is");
            libxl.check(library.cdromInsert(libxl.context(), domid, room, null), "change a disc of domain " + domid);
        });
    }

    public void addNic(int domid, String nic) throws LibxlException {
        withNic(room -> {
            libxl.check(library.deviceNicFromJson(libxl.context(), room, nic), "read what the NIC is");
            libxl.check(library.deviceNicAdd(libxl.context(), domid, room, null), "add a NIC to domain " + domid);
        });
    }

    /**
     * Takes a NIC away, if it is there.
     *
     * @param device its number
     * @param asking whether the guest has to let go of it; if it does not within some seconds, this fails
     */
    public void removeNic(int domid, int device, boolean asking) throws LibxlException {
        withNic(room -> {
            if (library.devidToDeviceNic(libxl.context(), domid, device, room) == 0) {
                int code = asking
                        ? library.deviceNicRemove(libxl.context(), domid, room, null)
                        : library.deviceNicDestroy(libxl.context(), domid, room, null);
                libxl.check(code, "take NIC %d from domain %d".formatted(device, domid));
            }
        });
    }

    private interface Act {
        void on(Pointer room) throws LibxlException;
    }

    private void withDisk(Act act) throws LibxlException {
        try (var room = LibxlContext.cleared(LibxlContext.ROOM_BYTES)) {
            library.deviceDiskInit(room);
            try {
                act.on(room);
            } finally {
                library.deviceDiskDispose(room);
            }
        }
    }

    private void withNic(Act act) throws LibxlException {
        try (var room = LibxlContext.cleared(LibxlContext.ROOM_BYTES)) {
            library.deviceNicInit(room);
            try {
                act.on(room);
            } finally {
                library.deviceNicDispose(room);
            }
        }
    }
}
