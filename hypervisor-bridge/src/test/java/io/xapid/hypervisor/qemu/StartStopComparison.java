package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.qmp.Qmp;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * What the bridge costs over the bare QEMU command, side by side in one run: the same command line, started by hand
 * and asked for its status until it runs, and through the bridge; then ended both ways. Run its main method on a quiet
 * machine, or with {@code chrt -r 5} on one that is not: each guest is a session of its own, which a busy scheduler
 * makes wait for its turn, and the bare command is not.
 */
public final class StartStopComparison {
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 8;

    private StartStopComparison() {}

    private record Times(double startMillis, double stopMillis) {}

    /** Prints medians and ratios. */
    public static void main(String[] arguments) throws Exception {
        try (var rig = new QemuRig()) {
            var hypervisor = rig.open();
            var bare = new ArrayList<Times>();
            var bridged = new ArrayList<Times>();
            for (int i = 0; i < WARM_UP + ROUNDS; i++) { // by turns, so that both see the same machine
                DomainSpec spec = spec(rig);
                Times byHand = byHand(rig, spec);
                Times byBridge = byBridge(hypervisor, spec);
                if (i >= WARM_UP) {
                    bare.add(byHand);
                    bridged.add(byBridge);
                }
            }
            print("create + build + unpause", starts(bare), starts(bridged));
            print("destroy", stops(bare), stops(bridged));
        }
    }

    private static DomainSpec spec(QemuRig rig) {
        return rig.guest(new VmId(UUID.randomUUID()))
                .plus(Disk.of(0, rig.blankDisk()))
                .plus(Nic.of(0, "52:54:00:00:00:01", rig.network()));
    }

    private static Times byBridge(QemuHypervisor hypervisor, DomainSpec spec) {
        long start = System.nanoTime();
        hypervisor.create(spec);
        hypervisor.build(spec.vm());
        hypervisor.unpause(spec.vm());
        long up = System.nanoTime();
        hypervisor.destroy(spec.vm());
        return new Times(millis(up - start), millis(System.nanoTime() - up));
    }

    /** The least there is to do: start the process, talk to its monitor, let it run, tell it to quit, wait for it. */
    private static Times byHand(QemuRig rig, DomainSpec spec) throws Exception {
        Path folder = Files.createDirectory(rig.home().resolve("bare-" + spec.vm()));
        var command = new QemuCommand(
                        QemuSettings.in(rig.home()).binary(),
                        new Accelerator(Accelerator.Kind.TCG, "compared", true),
                        Optional.empty(),
                        new Devices(false),
                        Clock.systemUTC())
                .of(spec, false);
        Path socket = folder.resolve(RunDirectory.QMP_SOCKET);
        try (var loop = new SocketLoop("test-sockets")) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Qmp qmp = contact(loop, socket, process);
            qmp.execute("cont", Map.of(), Duration.ofSeconds(5));
            qmp.execute("query-status", Map.of(), Duration.ofSeconds(5));
            long up = System.nanoTime();
            qmp.execute("quit", Map.of(), Duration.ofSeconds(5));
            process.waitFor();
            return new Times(millis(up - start), millis(System.nanoTime() - up));
        }
    }

    private static Qmp contact(SocketLoop loop, Path socket, Process process) throws Exception {
        while (process.isAlive()) {
            try {
                return Qmp.open(loop, socket, Duration.ofSeconds(5), new Qmp.Listener() {
                    @Override
                    public void event(Qmp.Event event) {}

                    @Override
                    public void closed(Qmp connection, String why) {}
                });
            } catch (SocketException e) {
                LockSupport.parkNanos(200_000); // not there yet
            }
        }
        throw new IllegalStateException("QEMU ended with " + process.exitValue());
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static double[] starts(List<Times> times) {
        return times.stream().mapToDouble(Times::startMillis).sorted().toArray();
    }

    private static double[] stops(List<Times> times) {
        return times.stream().mapToDouble(Times::stopMillis).sorted().toArray();
    }

    private static void print(String what, double[] bare, double[] bridged) {
        double bareMedian = bare[bare.length / 2];
        double bridgedMedian = bridged[bridged.length / 2];
        System.out.printf(
                "%s: bare %.1f ms, bridge %.1f ms, over it %.1f ms, ratio %.2f (90 %%: %.1f and %.1f)%n",
                what,
                bareMedian,
                bridgedMedian,
                bridgedMedian - bareMedian,
                bridgedMedian / bareMedian,
                bare[bare.length * 9 / 10],
                bridged[bridged.length * 9 / 10]);
    }
}
