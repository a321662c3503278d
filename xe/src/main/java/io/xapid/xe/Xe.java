package io.xapid.xe;

import io.xapid.xe.net.Dialer;
import io.xapid.xe.talk.LastActs;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** The command {@code xe}. */
public final class Xe {
    private Xe() {}

    /** Ends the process with the command's status. */
    public static void main(String[] arguments) {
        var lastActs = new LastActs();
        Runtime.getRuntime().addShutdownHook(new Interruption(lastActs));
        int status = new Client(
                        System.getenv(),
                        Dialer.LOCAL_SOCKETS,
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.err),
                        lastActs)
                .run(arguments);
        Runtime.getRuntime().halt(status); // nothing is left to be closed, and leaving in style takes milliseconds
    }
}
