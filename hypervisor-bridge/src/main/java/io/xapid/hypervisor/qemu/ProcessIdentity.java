package io.xapid.hypervisor.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process and no other: a pid is used again sooner or later, but never with the same start time in the same run
 * of the host.
 *
 * @param startTicks when it started, in clock ticks since the host's boot
 * @param bootId which run of the host
 */
record ProcessIdentity(long pid, long startTicks, String bootId) {

    private static final Path PROC = Path.of("/proc");

    /** The process that has this pid just now. */
    static Optional<ProcessIdentity> of(long pid) {
        return stat(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks(), currentBootId()));
    }

    /** Whether it runs. One that has died and waits to be reaped by its parent does not. */
    boolean isAlive() {
        return stat(pid)
                        .filter(stat -> stat.startTicks() == startTicks && !stat.isDead())
                        .isPresent()
                && bootId.equals(currentBootId());
    }

    /** Kills it, and certainly nothing else. */
    void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly); // which checks the start time once more
        }
    }

    /** Its folder in /proc. */
    Path proc() {
        return PROC.resolve(Long.toString(pid));
    }

    private record Stat(char state, int threads, long startTicks) {
        /** Dead, and all its threads with it: none of them holds a file any more. */
        boolean isDead() {
            return (state == 'Z' || state == 'X' || state == 'x') && threads <= 1;
        }
    }

    private static Optional<Stat> stat(long pid) {
        try {
            String text = new String(
                    Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat")), StandardCharsets.ISO_8859_1);
            // pid (name) state ppid ...; the name may hold spaces and parentheses
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(fields[0].charAt(0), Integer.parseInt(fields[17]), Long.parseLong(fields[19])));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // no such process, or it ends as we look
        }
    }

    private static String currentBootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
