package io.xapid.system;

import java.nio.file.Path;
import java.util.List;

/** The QEMU processes that a daemon has left running, found by the state directory in their command lines. */
final class LeftGuests {
    private LeftGuests() {}

    static List<ProcessHandle> of(Path stateDirectory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("qemu-system") && line.contains(stateDirectory.toString()))
                        .isPresent())
                .toList();
    }

    /** Kills them, by process id, and waits until they are gone. */
    static void end(Path stateDirectory) {
        for (ProcessHandle guest : of(stateDirectory)) {
            guest.destroyForcibly();
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!of(stateDirectory).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
