package io.xapid.hypervisor.qemu;

import static io.xapid.hypervisor.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.GuestData;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a bridge to QEMU has to stand. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class QemuHypervisorTest {
    private static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-0000000000aa"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private QemuRig rig = new QemuRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private QemuHypervisor running() {
        var hypervisor = rig.open();
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        return hypervisor;
    }

    // The daemon's end is not the guest's

    @Test
    void aGuestSurvivesTheKillingOfItsDaemonAndIsTakenOver() throws Exception {
        rig.open().close(); // the accelerator is known
        var daemon = new ProcessBuilder(LonelyDaemon.command(rig.home(), VM))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = daemon.inputReader()) {
            assertThat(said.readLine()).isEqualTo("started");
        } finally {
            daemon.destroyForcibly().waitFor();
        }

        var process = rig.process(VM);
        assertThat(process.isAlive()).isTrue();
        assertThat(sessionOf(process)).as("a session of its own").isEqualTo(process.pid());
        var hypervisor = rig.open();
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
        assertThat(rig.process(VM)).isEqualTo(process);
        eventually(PATIENCE, () -> assertThat(hypervisor.guestReportOf(VM)).isPresent());

        Set<VmId> seen = ConcurrentHashMap.newKeySet();
        hypervisor.onAttention(seen::add);
        process.kill(); // an orphan, whose death is told by nobody and which PID 1 may be slow to bury
        eventually(PATIENCE, () -> assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.LOST));
        eventually(PATIENCE, () -> assertThat(seen).contains(VM));
        hypervisor.destroy(VM);
        assertThat(hypervisor.list()).isEmpty();
    }

    private static long sessionOf(ProcessIdentity process) throws IOException {
        String stat = Files.readString(process.proc().resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }

    @Test
    void aDaemonKilledBeforeItCouldNoteTheProcessFindsItAgain() throws Exception {
        running().close();
        var process = rig.process(VM);
        Files.delete(rig.directory(VM).file("process.json"));
        var hypervisor = rig.open();
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
        hypervisor.destroy(VM);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aPidUsedAgainByAnotherProcessIsNotTakenForTheGuest() throws Exception {
        var hypervisor = rig.open();
        hypervisor.create(rig.guest(VM));
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            var now = ProcessIdentity.of(stranger.pid()).orElseThrow();
            var before = new ProcessIdentity(now.pid(), now.startTicks() - 1, now.bootId());
            rig.directory(VM).writeProcess(before);
            assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.LOST);
            hypervisor.destroy(VM);
            assertThat(stranger.isAlive()).isTrue();

            hypervisor.create(rig.guest(VM));
            rig.directory(VM).writeProcess(new ProcessIdentity(now.pid(), now.startTicks(), "an earlier boot"));
            assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.LOST);
            hypervisor.destroy(VM);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingOfTheDaemonTravelsIntoTheGuestsProcess() throws Exception {
        running();
        String environment = Files.readString(rig.process(VM).proc().resolve("environ"), StandardCharsets.ISO_8859_1);
        assertThat(environment.split("\0")).allMatch(entry -> entry.matches("(PATH|LC_ALL|PWD|SHLVL|_|OLDPWD)=.*"));
        try (var descriptors = Files.list(rig.process(VM).proc().resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                Path target = Files.readSymbolicLink(descriptor);
                assertThat(target.toString()).doesNotContain(".jar").doesNotContain("surefire");
            }
        }
    }

    // A QEMU that does not do as it should

    @Test
    void aQemuThatStandsStillIsNotWaitedForForEverAndIsDestroyedByForce() throws Exception {
        var hypervisor = running();
        var process = rig.process(VM);
        assertThat(ShortCommand.run(List.of("kill", "-STOP", Long.toString(process.pid())), PATIENCE)
                        .exitCode())
                .isZero();
        assertThatThrownBy(() -> hypervisor.stateOf(VM))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT));
        hypervisor.destroy(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.ABSENT);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void qemusOwnWordsTellWhyItDidNotStart() throws Exception {
        var hypervisor = rig.open();
        Path notAnImage = Files.writeString(rig.home().resolve("not an image"), "nothing");
        hypervisor.create(rig.guest(VM).plus(Disk.of(0, Medium.qcow2(notAnImage))));
        assertThatThrownBy(() -> hypervisor.build(VM))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining(VM.toString())
                .hasMessageContaining("Image is not in qcow2 format");
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.CREATED);
    }

    @Test
    void aMonitorConnectionThatIsLostIsMadeAgain() throws Exception {
        running().close();
        Set<VmId> seen = ConcurrentHashMap.newKeySet();
        try (var loop = new SocketLoop("test-sockets")) {
            var domain = new QemuDomain(VM, tools(loop, seen));
            domain.adopt();
            domain.monitor().close();
            eventually(PATIENCE, () -> assertThat(seen).contains(VM));
            assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
            assertThat(domain.monitor().isOpen()).isTrue();
        }
    }

    @Test
    void devicesThatAKilledDaemonHadHalfPluggedAreClearedAway() throws Exception {
        running().close();
        Disk disk = Disk.of(2, rig.blankDisk());
        Nic nic = Nic.of(1, "52:54:00:12:34:56", rig.network());
        try (var loop = new SocketLoop("test-sockets")) {
            var domain = new QemuDomain(VM, tools(loop, ConcurrentHashMap.newKeySet()));
            domain.adopt();
            domain.directory().writeSpec(rig.guest(VM).plus(disk).plus(nic));
            var devices = new Devices(false);
            for (var node : devices.blockNodes(2, disk.medium().orElseThrow(), false)) {
                domain.command("half plug", "blockdev-add", node);
            }
            domain.command("half plug", "netdev_add", devices.netdev(VM, nic));
            domain.monitor().close();
        }

        var hypervisor = rig.open();

        assertThat(hypervisor.specOf(VM).orElseThrow()).isEqualTo(rig.guest(VM));
        hypervisor.plug(VM, disk);
        hypervisor.plug(VM, nic);
        assertThat(hypervisor.specOf(VM).orElseThrow().disks()).containsExactly(disk);
    }

    private QemuTools tools(SocketLoop loop, Set<VmId> attention) {
        var devices = new Devices(false);
        var accelerator = new Accelerator(Accelerator.Kind.TCG, "a test", true);
        var clock = Clock.systemUTC();
        return new QemuTools(
                rig.home().resolve("run"),
                loop,
                new QemuLauncher(loop),
                new QemuCommand(Path.of("/nonexistent"), accelerator, Optional.empty(), devices, clock),
                devices,
                new HostTaps(),
                Runnable::run,
                attention::add,
                clock);
    }

    @Test
    void aPausedGuestKeepsItsNicUntilItRunsAgain() {
        var hypervisor = rig.open();
        var nic = Nic.of(0, "52:54:00:12:34:56", rig.network());
        hypervisor.create(rig.guest(VM).plus(nic));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        eventually(PATIENCE, () -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        hypervisor.pause(VM);
        assertThatThrownBy(() -> hypervisor.unplugNic(VM, 0))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.GUEST_UNRESPONSIVE));
        assertThat(hypervisor.specOf(VM).orElseThrow().nics()).containsExactly(nic);
        hypervisor.unpause(VM);
        hypervisor.unplugNic(VM, 0);
        assertThat(hypervisor.specOf(VM).orElseThrow().nics()).isEmpty();
    }

    // Places and names

    @Test
    void worksInAFolderWhoseSocketsHaveNamesTooLongForAnAddress() throws Exception {
        rig.close();
        rig = new QemuRig(Files.createTempDirectory("xapid-qemu-in-a-folder-" + "with-a-long-name-".repeat(6)));
        var hypervisor = running();
        eventually(PATIENCE, () -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        assertThat(firstBytes(hypervisor.consolesOf(VM).rfbSocket().orElseThrow()))
                .startsWith("RFB 003.");
        hypervisor.destroy(VM);
        assertThat(hypervisor.list()).isEmpty();
    }

    private static String firstBytes(Path socket) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var buffer = ByteBuffer.allocate(12);
            channel.read(buffer);
            return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        }
    }

    @Test
    void hostileNamesAndCommandLinesAreOnlyText() {
        var hypervisor = rig.open();
        var hostile = "x,debug-threads=off\n-drive\u0000 $(reboot) \u202e'\"";
        var image = GuestImage.cached();
        var spec = new DomainSpec(
                VM,
                hostile,
                rig.guest(VM).memory(),
                rig.guest(VM).vcpus(),
                new Boot.DirectKernel(image.kernel(), Optional.of(image.initrd()), "console=ttyS0 quiet a=b,c=\nd"),
                List.of(Disk.cdrom(0, Optional.of(rig.blankDisk()))),
                List.of(),
                rig.guest(VM).consoles(),
                List.of(),
                Map.of("vga", "$(reboot)", "videoram", "-1", "timeoffset", "3600", "hpet", "x"),
                new GuestData(Map.of("a", "$(reboot)")));
        hypervisor.create(spec);
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
        assertThat(hypervisor.specOf(VM)).contains(spec);
    }

    // Consoles and logs

    @Test
    void consolesAreThereWhileTheGuestIsAndItsWordsAreKept() throws Exception {
        var hypervisor = running();
        ConsoleEndpoints consoles = hypervisor.consolesOf(VM);
        assertThat(firstBytes(consoles.rfbSocket().orElseThrow())).startsWith("RFB 003.");
        Path log = consoles.serialLog().orElseThrow();
        eventually(
                PATIENCE,
                () -> assertThat(rig.directory(VM).tail(RunDirectory.SERIAL_LOG, 8_192))
                        .contains("xapid tiny linux ready"));

        Files.write(log, new byte[3 << 20], StandardOpenOption.APPEND);
        eventually(PATIENCE, () -> assertThat(log.toFile().length()).isLessThan(1 << 20));
        rig.type(VM, "echo still $((1+1)) heard");
        eventually(
                PATIENCE,
                () -> assertThat(rig.directory(VM).tail(RunDirectory.SERIAL_LOG, 8_192))
                        .contains("still 2 heard"));
        hypervisor.destroy(VM);
        assertThat(hypervisor.consolesOf(VM)).isEqualTo(ConsoleEndpoints.NONE);
    }

    @Test
    void saysHonestlyWhatItRunsGuestsWith() {
        var capabilities = rig.open().capabilities();
        assertThat(capabilities.name()).isEqualTo("qemu");
        assertThat(capabilities.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(capabilities.accelerator()).isIn("kvm", "tcg");
        assertThat(capabilities.can(Feature.REAL_GUESTS)).isTrue();
    }

    @Test
    void threadsDoNotGrowWithGuests() {
        var hypervisor = rig.open();
        long before = ours();
        for (int i = 0; i < 10; i++) {
            var vm = new VmId(new UUID(1, i));
            hypervisor.create(rig.guest(vm));
            hypervisor.build(vm);
        }
        assertThat(ours()).isEqualTo(before);
    }

    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("xapid-"))
                .count();
    }
}
