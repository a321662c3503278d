package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.config.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why in one line, ends with its own exit code, and has changed nothing. */
class RefusedStartTest {
    @TempDir
    Path folder;

    @TempDir
    Path prints;

    @Test
    void anUnknownOption() throws Exception {
        assertRefused(ExitCode.USAGE, "unknown option '--sate-dir'", "--sate-dir", "x");
    }

    @Test
    void aBadValue() throws Exception {
        assertRefused(ExitCode.USAGE, "bad value '99999' for http-port", "--http-port", "99999");
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertRefused(ExitCode.PORT, "cannot listen on 127.0.0.1 port " + port, "--http-port", port);
            assertRefused(ExitCode.PORT, "cannot listen on 127.0.0.1 port " + port, "--https-port", port);
        }
    }

    @Test
    void anAddressOfAnotherHost() throws Exception {
        assertRefused(ExitCode.PORT, "cannot listen on 192.0.2.77 port", "--listen", "192.0.2.77");
    }

    @Test
    void aStateDirectoryThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");

        assertRefused(ExitCode.STATE_DIR, "is no directory", "--state-dir", file.toString());
        assertRefused(
                ExitCode.STATE_DIR,
                "cannot be made",
                "--state-dir",
                file.resolve("below").toString());
    }

    @Test
    void aPasswordFileThatHoldsNone() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(2_000));
        Path nested = Files.createDirectory(folder.resolve("directory"));

        for (Path file : List.of(empty, large)) {
            assertRefused(ExitCode.USAGE, file + " must hold one line", "--root-password-file", file.toString());
        }
        assertRefused(ExitCode.USAGE, nested + " is a directory", "--root-password-file", nested.toString());
    }

    @Test
    void aPasswordFileThatMayNotBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));

        assertRefused(ExitCode.USAGE, file + " cannot be read", "--root-password-file", file.toString());
    }

    @Test
    void aStateDirectoryThatMayNotBeWritten() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-x------"));

        assertRefused(ExitCode.STATE_DIR, state + " is not writable");
    }

    @Test
    void xenWhereThereIsNone() throws Exception {
        assertRefused(ExitCode.HYPERVISOR, "this is not the control domain of a Xen host", "--hypervisor", "xen");
    }

    @Test
    void aHostWithoutTheToolForDisks() throws Exception {
        Path programs = Files.createDirectory(prints.resolve("programs"));
        Files.createFile(
                programs.resolve("qemu-system-x86_64"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path state = folder.resolve("state");

        try (var daemon = DaemonProcess.startWithPrograms(
                prints, programs, "--http-port", "0", "--https-port", "0", "--state-dir", state.toString())) {
            assertThat(daemon.exitCode()).as(daemon.errors()).isEqualTo(ExitCode.HYPERVISOR.code());
            assertThat(daemon.errors()).hasLineCount(1).contains("no qemu-img", "install qemu-utils");
        }
        assertThat(state).doesNotExist();
    }

    @Test
    void aFolderForTheReadyFileThatIsNotThere() throws Exception {
        assertRefused(
                ExitCode.USAGE,
                "cannot be written",
                "--ready-file",
                folder.resolve("no/ready").toString());
        assertRefused(
                ExitCode.USAGE,
                "cannot be written",
                "--root-password-file",
                folder.resolve("no/password").toString());
    }

    private void assertRefused(ExitCode code, String reason, String... options) throws Exception {
        List<Path> before = everything();
        var all = new ArrayList<>(List.of("--hypervisor", "simulator", "--http-port", "0", "--https-port", "0"));
        all.addAll(List.of("--state-dir", folder.resolve("state").toString()));
        all.addAll(Arrays.asList(options));
        try (var daemon = DaemonProcess.startBoundByModes(prints, all.toArray(String[]::new))) {
            assertThat(daemon.exitCode()).as(daemon.errors()).isEqualTo(code.code());
            assertThat(daemon.errors().lines()).hasSize(1);
            assertThat(daemon.errors()).startsWith("xapid: ").contains(reason);
            assertThat(daemon.output()).isEmpty();
        }
        assertThat(everything()).as("nothing has changed").isEqualTo(before);
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }
}
