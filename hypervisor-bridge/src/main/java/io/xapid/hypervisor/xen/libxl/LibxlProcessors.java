package io.xapid.hypervisor.xen.libxl;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** The virtual processors of domains, and their share of real ones. */
public final class LibxlProcessors {
    private final LibxlContext libxl;
    private final LibxlLibrary library;

    LibxlProcessors(LibxlContext libxl) {
        this.libxl = libxl;
        this.library = libxl.library();
    }

    /** The vCPUs of a domain, by number. */
    public List<VcpuInfo> of(int domid) throws LibxlException {
        return new VcpuList(libxl).of(domid);
    }

    /** Offers the guest so many vCPUs, from the first. */
    public void setCount(int domid, int count) throws LibxlException {
        try (var offered =
                new Bitmap(libxl, count, IntStream.range(0, count).boxed().toList())) {
            libxl.check(
                    library.setVcpuonline(libxl.context(), domid, offered.memory(), null),
                    "change the vCPUs of domain " + domid);
        }
    }

    /**
     * Changes weight and cap.
     *
     * @param share under the names of {@code libxl_domain_sched_params}
     */
    public void setShare(int domid, String share) throws LibxlException {
        try (var room = LibxlContext.cleared(LibxlContext.ROOM_BYTES)) {
            library.domainSchedParamsInit(room);
            try {
                libxl.check(
                        library.domainSchedParamsFromJson(libxl.context(), room, share),
                        "read what share it is to have");
                libxl.check(
                        library.domainSchedParamsSet(libxl.context(), domid, room),
                        "change the share of domain " + domid);
            } finally {
                library.domainSchedParamsDispose(room);
            }
        }
    }

    /**
     * Has all vCPUs of a domain run on some real processors only.
     *
     * @param vcpus how many vCPUs there are at most
     * @param processors numbers of real ones; none is all
     */
    public void setPlaces(int domid, int vcpus, Collection<Integer> processors) throws LibxlException {
        int count = libxl.host().physical().path("max_cpu_id").asInt() + 1;
        Collection<Integer> places =
                processors.isEmpty() ? IntStream.range(0, count).boxed().toList() : processors;
        try (var allowed = new Bitmap(libxl, count, places)) {
            libxl.check(
                    library.setVcpuaffinityAll(libxl.context(), domid, vcpus, allowed.memory(), null),
                    "say on which processors domain %d may run".formatted(domid));
        }
    }
}
