package io.xapid.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What runs the guests of real daemons in these tests, and how it is seen past the daemon: QEMU, or Xen where the tests
 * run in a control domain.
 */
enum Underneath {
    QEMU("qemu") {
        @Override
        List<Long> guests(Path stateDirectory) {
            return processes(stateDirectory).map(ProcessHandle::pid).toList();
        }

        @Override
        void end(Path stateDirectory) {
            processes(stateDirectory).forEach(ProcessHandle::destroyForcibly);
        }

        /** Found by the state directory in their command lines. */
        private Stream<ProcessHandle> processes(Path stateDirectory) {
            return ProcessHandle.allProcesses()
                    .filter(process -> process.info()
                            .commandLine()
                            .filter(line -> line.contains("qemu-system") && line.contains(stateDirectory.toString()))
                            .isPresent());
        }
    },

    XEN("xen") {
        @Override
        List<Long> guests(Path stateDirectory) {
            Path folders = stateDirectory.resolve("bridge/xen");
            return xl("list")
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> Files.exists(folders.resolve(columns[0]).resolve("spec.json")))
                    .map(columns -> Long.valueOf(columns[1]))
                    .toList();
        }

        @Override
        void end(Path stateDirectory) {
            guests(stateDirectory).forEach(domain -> xl("destroy", domain.toString()));
        }
    };

    private final String word;

    Underneath(String word) {
        this.word = word;
    }

    /** As the system property {@code xapid.hypervisor} says; QEMU if it says nothing. */
    static Underneath here() {
        return System.getProperty("xapid.hypervisor", "qemu").equals(XEN.word) ? XEN : QEMU;
    }

    /** The word by which a daemon is told. */
    String word() {
        return word;
    }

    /** Whether guests that boot a kernel have a screen. */
    boolean hasScreens() {
        return this == QEMU;
    }

    /** How long something may take that usually takes no longer than that: hosts of Xen in tests are emulated. */
    Duration patience(Duration usual) {
        return this == XEN ? usual.multipliedBy(6) : usual;
    }

    /** The numbers of those that daemons with that state directory have left running. */
    abstract List<Long> guests(Path stateDirectory);

    /** Takes them all away, in the roughest way. */
    abstract void end(Path stateDirectory);

    private static String xl(String... command) {
        try {
            return Tool.run(Stream.concat(Stream.of("xl"), Stream.of(command)).toList(), Map.of())
                    .output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
