package io.xapid.hypervisor.xen.libxl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;

/** A terminal whose other end is a test's, as xenconsoled has it for a guest's console. */
final class PseudoTerminal implements AutoCloseable {
    private static final int TCSANOW = 0;
    private static final int TERMIOS_BYTES = 256;

    interface Maker extends Library {
        Maker LIBRARY = Native.load("libc.so.6", Maker.class);

        int posix_openpt(int flags);

        int grantpt(int file);

        int unlockpt(int file);

        String ptsname(int file);

        int tcgetattr(int file, byte[] settings);

        void cfmakeraw(byte[] settings);

        int tcsetattr(int file, int when, byte[] settings);
    }

    private final int file;

    PseudoTerminal() throws IOException {
        file = Maker.LIBRARY.posix_openpt(CLibrary.O_RDWR | CLibrary.O_NOCTTY);
        if (file < 0 || Maker.LIBRARY.grantpt(file) != 0 || Maker.LIBRARY.unlockpt(file) != 0) {
            throw new IOException("no terminal can be made");
        }
        byte[] settings = new byte[TERMIOS_BYTES];
        Maker.LIBRARY.tcgetattr(file, settings);
        Maker.LIBRARY.cfmakeraw(settings); // no echo
        Maker.LIBRARY.tcsetattr(file, TCSANOW, settings);
    }

    Path path() {
        return Path.of(Maker.LIBRARY.ptsname(file));
    }

    /** What the guest writes. */
    void say(String text) {
        try (var buffer = new Memory(text.length())) {
            buffer.write(0, text.getBytes(US_ASCII), 0, text.length());
            CLibrary.LIBRARY.write(file, buffer, text.length());
        }
    }

    /** Waits for what is typed for the guest. */
    String hear(int length) {
        var heard = new StringBuilder();
        try (var buffer = new Memory(length)) {
            while (heard.length() < length) {
                long count = CLibrary.LIBRARY.read(file, buffer, length);
                for (int i = 0; i < count; i++) {
                    heard.append((char) buffer.getByte(i));
                }
            }
        }
        return heard.toString();
    }

    @Override
    public void close() {
        CLibrary.LIBRARY.close(file);
    }
}
