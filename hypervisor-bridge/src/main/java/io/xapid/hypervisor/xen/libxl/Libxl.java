package io.xapid.hypervisor.xen.libxl;

import java.nio.file.Path;

/** The libxl of this host's Xen, loaded. */
public final class Libxl {
    private final LibxlLibrary library;

    private Libxl(LibxlLibrary library) {
        this.library = library;
    }

    /**
     * Loads the library that goes with a version of Xen, such as {@code 4.17}: one of another version would not
     * understand the hypervisor.
     *
     * @throws UnsatisfiedLinkError if it is not installed
     */
    public static Libxl ofVersion(String version) {
        return new Libxl(LibxlLibrary.load("libxenlight.so." + version));
    }

    /**
     * Opens a way to the hypervisor. It is for one thread at a time; several may be open at once. Programs that libxl starts
     * get none of the files and sockets that are open in this process by then.
     *
     * @param log where libxl writes what it does, after what is there
     */
    public LibxlContext open(Path log) throws LibxlException {
        OwnFiles.keep();
        return new LibxlContext(library, log);
    }
}
