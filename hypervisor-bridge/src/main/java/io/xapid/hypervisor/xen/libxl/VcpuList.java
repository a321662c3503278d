package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;

/** Asks for the processors of a domain, which libxl tells as an array of structures. */
final class VcpuList {
    /** The size of one on x86-64. Whether it still is that, each entry tells by its number. */
    private static final int ENTRY_BYTES = 56;

    private static final int MOST = 4_096;

    private final LibxlContext libxl;

    VcpuList(LibxlContext libxl) {
        this.libxl = libxl;
    }

    List<VcpuInfo> of(int domid) throws LibxlException {
        var count = new IntByReference();
        Pointer list = libxl.library().listVcpu(libxl.context(), domid, count, new IntByReference());
        if (list == null) {
            throw new LibxlException(0, "cannot list the vCPUs of domain " + domid);
        }
        try {
            var found = new ArrayList<VcpuInfo>();
            for (int i = 0; i < Math.min(count.getValue(), MOST); i++) {
                var told = libxl.json(
                        libxl.library().vcpuinfoToJson(libxl.context(), list.share((long) i * ENTRY_BYTES)),
                        "how vCPU " + i + " is");
                // a number of 0 goes without saying
                if (told.path("vcpuid").asInt() != i) {
                    throw new LibxlException(0, "this libxl tells of vCPUs in another form");
                }
                found.add(new VcpuInfo(
                        i,
                        told.path("online").asBoolean(),
                        told.path("vcpu_time").asLong()));
            }
            return found;
        } finally {
            libxl.library().vcpuinfoListFree(list, count.getValue());
        }
    }
}
