package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Memory;

/** A configuration in libxl's own form. */
final class ConfigRoom implements AutoCloseable {
    private final LibxlLibrary library;
    private final Memory memory = LibxlContext.cleared(LibxlContext.ROOM_BYTES);

    ConfigRoom(LibxlContext libxl, String json) throws LibxlException {
        this.library = libxl.library();
        library.domainConfigInit(memory);
        int code = library.domainConfigFromJson(libxl.context(), memory, json);
        if (code != 0) {
            close();
        }
        libxl.check(code, "read the configuration");
    }

    Memory memory() {
        return memory;
    }

    @Override
    public void close() {
        library.domainConfigDispose(memory);
        memory.close();
    }
}
