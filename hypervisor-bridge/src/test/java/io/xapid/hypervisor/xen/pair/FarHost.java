package io.xapid.hypervisor.xen.pair;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.xen.XenHypervisor;
import io.xapid.hypervisor.xen.XenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;

/**
 * A bridge on the other host, which does what a test on the first one says: one line for each connection, such as
 * {@code unpause UUID}, and one in answer. A connection on which a guest comes or goes carries that afterwards.
 *
 * <p>Usage: {@code FarHost PORT KEYS STATE}. It ends when its standard input does.
 */
final class FarHost {
    private final Hypervisor hypervisor;

    private FarHost(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    public static void main(String[] arguments) throws Exception {
        Path state = Path.of(arguments[2]);
        Files.createDirectories(state);
        var threads = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        try (var hypervisor = XenHypervisor.open(XenSettings.in(state));
                SSLServerSocket server =
                        TlsChannel.listen(TlsChannel.context(Path.of(arguments[1])), Integer.parseInt(arguments[0]))) {
            var host = new FarHost(hypervisor);
            threads.execute(() -> {
                while (!server.isClosed()) {
                    try {
                        TlsChannel accepted = TlsChannel.accept(server);
                        threads.execute(() -> host.serve(accepted));
                    } catch (IOException e) {
                        if (!server.isClosed()) {
                            System.err.println("no connection: " + e);
                        }
                    }
                }
            });
            System.out.println("ready " + ProcessHandle.current().pid());
            while (System.in.read() >= 0) {}
        }
    }

    private void serve(TlsChannel connection) {
        try (connection) {
            String[] words = connection.line().split(" ");
            try {
                connection.line("ok " + act(words[0], VmId.of(words[1]), words, connection));
            } catch (HypervisorException e) {
                System.err.println(e);
                connection.line("failed " + e.reason() + " " + e.getMessage());
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("broke off: " + e);
        }
    }

    private String act(String verb, VmId vm, String[] words, TlsChannel connection) {
        switch (verb) {
            case "create" -> hypervisor.create(MovingGuest.spec(vm, words[2]));
            case "build" -> hypervisor.build(vm);
            case "in" -> hypervisor.liveMigration().orElseThrow().in(vm, connection);
            case "out" -> hypervisor.liveMigration().orElseThrow().out(vm, connection);
            case "unpause" -> hypervisor.unpause(vm);
            case "shutdown" -> hypervisor.requestShutdown(vm);
            case "destroy" -> hypervisor.destroy(vm);
            case "state" -> {
                return hypervisor.stateOf(vm).name();
            }
            case "resets" -> {
                return Long.toString(hypervisor.statusOf(vm).resets());
            }
            case "reports" -> {
                return Boolean.toString(hypervisor.guestReportOf(vm).isPresent());
            }
            default -> throw new IllegalArgumentException("no such verb: " + verb);
        }
        return "done";
    }
}
