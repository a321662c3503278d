package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.qmp.Qmp;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts QEMU processes that outlive the daemon: in a session of their own, with nothing of the daemon's open. */
final class QemuLauncher {
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final SocketLoop loop;

    QemuLauncher(SocketLoop loop) {
        this.loop = loop;
    }

    /**
     * A QEMU that has just been started.
     *
     * @param process lets us wait for it, as long as this daemon lives
     */
    record Launched(Process process, ProcessIdentity identity, Qmp qmp) {}

    /** Starts QEMU in the guest's folder, and returns when its monitor answers. */
    Launched launch(RunDirectory directory, List<String> command, Qmp.Listener listener) {
        Process process = spawn(directory, command);
        try {
            var identity = ProcessIdentity.of(process.pid()).orElseThrow(() -> new IOException("it ended at once"));
            directory.writeProcess(identity); // before anything can fail: a QEMU nobody knows of would run for ever
            return new Launched(process, identity, firstContact(directory, process, identity, listener));
        } catch (IOException e) {
            end(process);
            String said = directory.tail(RunDirectory.QEMU_LOG, 2_000);
            throw new HypervisorException(
                    Reason.FAILED,
                    "QEMU did not start (%s): %s"
                            .formatted(e.getMessage(), said.isEmpty() ? "it gave no reason" : said),
                    e);
        } catch (HypervisorException e) {
            end(process);
            throw e;
        }
    }

    private static Process spawn(RunDirectory directory, List<String> command) {
        var whole = new ArrayList<String>(command.size() + 1);
        whole.add("setsid"); // out of reach of our terminal's Ctrl-C and of our own end; keeps the pid
        whole.addAll(command);
        File log = directory.file(RunDirectory.QEMU_LOG).toFile();
        var builder = new ProcessBuilder(whole)
                .directory(directory.path().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(log))
                .redirectError(Redirect.appendTo(log));
        ShortCommand.plainEnvironment(builder.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot start QEMU: " + e.getMessage(), e);
        }
    }

    /** The socket's appearance is not told by anyone, so it is looked for every half millisecond while QEMU starts. */
    private Qmp firstContact(RunDirectory directory, Process process, ProcessIdentity identity, Qmp.Listener listener)
            throws IOException {
        long until = System.nanoTime() + START_DEADLINE.toNanos();
        var socket = directory.socket(RunDirectory.QMP_SOCKET, identity);
        while (process.isAlive()) {
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new HypervisorException(Reason.TIMED_OUT, "interrupted while QEMU was starting");
            }
            if (System.nanoTime() > until) {
                throw new IOException("its monitor did not answer within " + START_DEADLINE.toSeconds() + " s");
            }
            if (Files.exists(socket)) {
                try {
                    return Qmp.open(loop, socket, Duration.ofNanos(until - System.nanoTime()), listener);
                } catch (ConnectException e) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS); // bound, but not yet listening
                    continue;
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new IOException("it ended with code " + process.exitValue());
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
