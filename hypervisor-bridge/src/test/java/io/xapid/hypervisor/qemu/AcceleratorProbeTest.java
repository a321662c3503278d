package io.xapid.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xapid.hypervisor.qemu.QemuSettings.Choice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceleratorProbeTest {
    @TempDir
    private Path folder;

    @Test
    void withoutADeviceThereIsOnlyTheTranslator() throws Exception {
        var answer = probe(folder.resolve("no-kvm")).answer(Choice.BEST);
        assertThat(answer.kind()).isEqualTo(Accelerator.Kind.TCG);
        assertThat(answer.reason()).contains("no-kvm");
    }

    @Test
    void anAnswerIsRememberedForAsLongAsTheHostIsTheSame() throws Exception {
        Path device = folder.resolve("no-kvm");
        probe(device).answer(Choice.BEST);
        Path memory = folder.resolve("accelerator.json");
        String told = Files.readString(memory);
        Files.writeString(memory, told.replace("this host has no", "as we remember, this host has no"));
        assertThat(probe(device).answer(Choice.BEST).reason()).startsWith("as we remember");

        assertThat(new AcceleratorProbe(binary(), "other version", device, memory)
                        .answer(Choice.BEST)
                        .reason())
                .startsWith("this host");
        Files.writeString(memory, "torn {");
        assertThat(probe(device).answer(Choice.BEST).reason()).startsWith("this host");
    }

    @Test
    void theProbesFirmwareRunsThroughUnderTheTranslator() throws Exception {
        Path rom = Files.write(folder.resolve("probe.rom"), ProbeRom.bytes());
        var command = List.of(
                binary().toString(),
                "-nodefaults",
                "-no-reboot",
                "-machine",
                "pc",
                "-accel",
                "tcg",
                "-m",
                "16",
                "-display",
                "none",
                "-bios",
                rom.toString(),
                "-device",
                "isa-debug-exit,iosize=1,iobase=" + ProbeRom.EXIT_PORT);
        assertThat(ShortCommand.run(command, Duration.ofSeconds(30)).exitCode()).isEqualTo(ProbeRom.SUCCESS);
    }

    /** A claim of KVM is held against a real Linux: what the probe believes in must boot one. */
    @Test
    void whatTheProbeSaysOfKvmIsTrueOfLinux() throws Exception {
        Path kvm = Path.of("/dev/kvm");
        assumeTrue(Files.isWritable(kvm), "this host has no KVM device to be judged");
        var answer = probe(kvm).answer(Choice.BEST);
        assertThat(bootsLinuxUnderKvm()).isEqualTo(answer.kind() == Accelerator.Kind.KVM);
    }

    private boolean bootsLinuxUnderKvm() throws Exception {
        var image = GuestImage.cached();
        Path serial = folder.resolve("serial.log");
        var process = new ProcessBuilder(
                        binary().toString(),
                        "-nodefaults",
                        "-machine",
                        "pc",
                        "-accel",
                        "kvm",
                        "-cpu",
                        "host",
                        "-m",
                        "128",
                        "-display",
                        "none",
                        "-serial",
                        "file:" + serial,
                        "-kernel",
                        image.kernel().toString(),
                        "-initrd",
                        image.initrd().toString(),
                        "-append",
                        "console=ttyS0 quiet")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("qemu.log").toFile())
                .start();
        try {
            long until = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            while (System.nanoTime() < until && process.isAlive()) {
                if (Files.exists(serial) && Files.readString(serial).contains("tiny linux ready")) {
                    return true;
                }
                Thread.sleep(50);
            }
            return false;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theFirmwareIsWhatItsSourceSays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/as")), "no assembler here");
        Path source = Path.of("src", "main", "rom", "probe.S").toAbsolutePath();
        run("as", "--64", source.toString(), "-o", folder.resolve("probe.o").toString());
        run(
                "ld",
                "-e",
                "0",
                "-Ttext",
                "0",
                "--oformat",
                "binary",
                "-o",
                folder.resolve("probe.rom").toString(),
                folder.resolve("probe.o").toString());
        assertThat(ProbeRom.bytes()).isEqualTo(Files.readAllBytes(folder.resolve("probe.rom")));
    }

    private static void run(String... command) throws Exception {
        var outcome = ShortCommand.run(List.of(command), Duration.ofSeconds(30));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    private AcceleratorProbe probe(Path device) {
        return new AcceleratorProbe(binary(), "1.2.3", device, folder.resolve("accelerator.json"));
    }

    private Path binary() {
        return QemuSettings.in(folder).binary();
    }
}
