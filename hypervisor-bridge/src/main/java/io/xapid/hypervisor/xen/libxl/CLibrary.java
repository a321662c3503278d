package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What of the C library Java does not reach, or not as is needed here: libxl's log is a stream of that, its memory is freed with that. */
interface CLibrary extends Library {
    CLibrary LIBRARY = Native.load("libc.so.6", CLibrary.class);

    /** From {@code fcntl.h}. */
    int O_CLOEXEC = 0x80000;

    int O_RDONLY = 0;
    int O_WRONLY = 1;
    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    int O_NONBLOCK = 0x800;

    /** From {@code poll.h}. */
    short POLLIN = 1;

    short POLLOUT = 4;

    /** From {@code unistd.h}. */
    int SEEK_SET = 0;

    int SEEK_CUR = 1;
    int SEEK_END = 2;

    /** From {@code linux/falloc.h}: what is reserved does not count as a part of the file. */
    int FALLOC_FL_KEEP_SIZE = 1;

    int open(String path, int flags);

    long lseek(int file, long offset, int from);

    int fallocate(int file, int mode, long offset, long length);

    int ftruncate(int file, long length);

    /** @param files {@code struct pollfd}: the file, what is waited for, and what came */
    int poll(Pointer files, long count, int millis);

    @Nullable
    Pointer fopen(String path, String mode);

    int fclose(Pointer stream);

    void free(Pointer memory);

    int pipe2(int[] ends, int flags);

    /** From {@code fcntl.h}. */
    int F_SETPIPE_SZ = 1031;

    int fcntl(int file, int command, int argument);

    int close(int file);

    int close_range(int first, int last, int flags);

    long read(int file, Pointer buffer, long size);

    long write(int file, Pointer buffer, long size);
}
