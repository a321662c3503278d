package io.xapid.system;

import java.nio.file.Path;
import java.util.List;

/** The guests that a daemon has left running, by their numbers: QEMU's process ids, or Xen's domain ids. */
final class LeftGuests {
    private LeftGuests() {}

    static List<Long> of(Path stateDirectory) {
        return Underneath.here().guests(stateDirectory);
    }

    /** Kills them, and waits until they are gone. */
    static void end(Path stateDirectory) {
        Underneath.here().end(stateDirectory);
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!of(stateDirectory).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
