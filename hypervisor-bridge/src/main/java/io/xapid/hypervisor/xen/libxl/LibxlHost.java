package io.xapid.hypervisor.xen.libxl;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
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

    /**
     * What the hypervisor has said lately.
     *
     * @param clear whether it is to forget it
     * @param longest most characters of it that are told
     */
    public String messages(boolean clear, int longest) throws LibxlException {
        var library = libxl.library();
        Pointer reader = library.xenConsoleReadStart(libxl.context(), clear ? 1 : 0);
        if (reader == null) {
            throw new LibxlException(0, "cannot read Xen's messages");
        }
        try {
            var said = new StringBuilder();
            var line = new PointerByReference();
            while (library.xenConsoleReadLine(libxl.context(), reader, line) > 0 && said.length() < longest) {
                said.append(line.getValue().getString(0, "ISO-8859-1")); // the reader's own, until it is asked again
            }
            return said.toString();
        } finally {
            library.xenConsoleReadFinish(libxl.context(), reader);
        }
    }

    /** Sets what the balloon of the control domain should leave it, which can be set up again later. */
    public void setOwnMemoryTarget(long kib) throws LibxlException {
        libxl.setMemoryTarget(0, kib, false);
    }

    /** Presses debug keys, one after the other. */
    public void press(String keys) throws LibxlException {
        libxl.check(libxl.library().sendDebugKeys(libxl.context(), keys), "press debug keys");
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
