package io.xapid.hypervisor.xen.libxl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The host as a whole. */
public final class LibxlHost {
    private final LibxlContext libxl;

    LibxlHost(LibxlContext libxl) {
        this.libxl = libxl;
    }

    /** The hypervisor's version and what it was built for, under the names of {@code libxl_version_info}. */
    public JsonNode version() throws LibxlException {
        var library = libxl.library();
        return libxl.json(
                library.versionInfoToJson(libxl.context(), library.getVersionInfo(libxl.context())),
                "the version of Xen");
    }

    /** Processors, memory and abilities, under the names of {@code libxl_physinfo}; what is zero or false is left out. */
    public JsonNode physical() throws LibxlException {
        var library = libxl.library();
        try (var info = LibxlContext.cleared(LibxlContext.ROOM_BYTES)) {
            library.physinfoInit(info);
            libxl.check(library.getPhysinfo(libxl.context(), info), "tell what the machine is");
            try {
                return libxl.json(library.physinfoToJson(libxl.context(), info), "what the machine is");
            } finally {
                library.physinfoDispose(info);
            }
        }
    }

    /** The name of the scheduler. */
    public String scheduler() throws LibxlException {
        int number = libxl.library().getScheduler(libxl.context());
        if (number < 0) {
            libxl.check(number, "tell which scheduler there is");
        }
        return libxl.library().schedulerToString(number);
    }

    /** All domains that there are, the control domain too, whoever made them. */
    public List<DomainInfo> domains() throws LibxlException {
        var found = new ArrayList<DomainInfo>();
        for (int number : libxl.domains().values()) {
            libxl.info(number).ifPresent(found::add); // else it has just gone
        }
        return found;
    }
}
