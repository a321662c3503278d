package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Memory;
import java.util.Collection;

/** A set of processors in libxl's own form. */
final class Bitmap implements AutoCloseable {
    private final LibxlLibrary library;
    private final Memory memory = LibxlContext.cleared(LibxlContext.ROOM_BYTES);

    Bitmap(LibxlContext libxl, int size, Collection<Integer> members) throws LibxlException {
        this.library = libxl.library();
        library.bitmapInit(memory);
        libxl.check(library.cpuBitmapAlloc(libxl.context(), memory, size), "count processors");
        members.stream().filter(number -> number < size).forEach(number -> library.bitmapSet(memory, number));
    }

    Memory memory() {
        return memory;
    }

    @Override
    public void close() {
        library.bitmapDispose(memory);
        memory.close();
    }
}
