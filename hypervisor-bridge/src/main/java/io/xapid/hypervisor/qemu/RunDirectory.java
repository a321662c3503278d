package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of one guest: what a later daemon needs to know to find it again, and QEMU's sockets and logs. QEMU's
 * working directory is this folder, so that its sockets have short names however deep the folder lies.
 */
final class RunDirectory extends GuestFolder {
    static final String QMP_SOCKET = "qmp.sock";
    static final String VNC_SOCKET = "vnc.sock";
    static final String SERIAL_SOCKET = "serial.sock";
    static final String SERIAL_LOG = "serial.log";
    static final String GUEST_SOCKET = "guest.sock";
    static final String AGENT_SOCKET = "agent.sock";
    static final String MIGRATION_SOCKET = "migration.sock";
    static final String PID_FILE = "qemu.pid";
    static final String QEMU_LOG = "qemu.log";
    static final String VARIABLES = "variables.fd";

    private static final String PROCESS = "process.json";
    private static final String ARRIVING = "arriving";

    /** Longest path that fits into the address of a Unix socket, with its closing zero. */
    private static final int SOCKET_PATH_BYTES = 107;

    RunDirectory(Path parent, VmId vm) {
        super(parent, vm);
    }

    /** A socket of QEMU's as this process can reach it. */
    Path socket(String name, ProcessIdentity qemu) {
        Path direct = file(name);
        return direct.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_BYTES
                ? direct
                : qemu.proc().resolve("cwd").resolve(name); // QEMU's working directory: the same file, a short name
    }

    void writeProcess(ProcessIdentity process) throws IOException {
        write(PROCESS, process);
    }

    /** Nothing was started, after all. */
    void forgetProcess() throws IOException {
        Files.deleteIfExists(file(PROCESS));
        Files.deleteIfExists(file(PID_FILE));
    }

    /** The QEMU process that was started for this guest, whether it still runs or not. */
    Optional<ProcessIdentity> process() throws IOException {
        Optional<ProcessIdentity> written = read(PROCESS, ProcessIdentity.class);
        return written.isPresent() ? written : processOfPidFile();
    }

    /** For a daemon that was killed after it started QEMU and before it could write that down. */
    private Optional<ProcessIdentity> processOfPidFile() {
        try {
            var process = ProcessIdentity.of(
                    Long.parseLong(Files.readString(file(PID_FILE)).strip()));
            return process.filter(this::worksHere);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean worksHere(ProcessIdentity process) {
        try {
            return Files.isSameFile(process.proc().resolve("cwd"), path());
        } catch (IOException e) {
            return false;
        }
    }

    /** Its state is read from a stream from now on; until all of that was read, what runs is no guest. */
    void beginArrival() throws IOException {
        Files.write(file(ARRIVING), new byte[0]);
    }

    void endArrival() throws IOException {
        Files.deleteIfExists(file(ARRIVING));
    }

    boolean isArriving() {
        return Files.exists(file(ARRIVING));
    }

    /** Keeps logs that a guest can fill from filling the disk. */
    void trimLogs() {
        trim(SERIAL_LOG);
        trim(QEMU_LOG);
    }
}
