package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What of the C library goes with libxl: its log is a stream of that, its memory is freed with that. */
interface CLibrary extends Library {
    CLibrary LIBRARY = Native.load("libc.so.6", CLibrary.class);

    /** From {@code fcntl.h}. */
    int O_CLOEXEC = 0x80000;

    @Nullable
    Pointer fopen(String path, String mode);

    int fclose(Pointer stream);

    void free(Pointer memory);

    int pipe2(int[] ends, int flags);

    int close(int file);

    int close_range(int first, int last, int flags);

    long read(int file, Pointer buffer, long size);

    long write(int file, Pointer buffer, long size);
}
