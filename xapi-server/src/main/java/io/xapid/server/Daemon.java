package io.xapid.server;

import io.xapid.ha.log.NativeLibrary;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.AllClasses;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenModel;
import io.xapid.model.store.LogException;
import io.xapid.model.store.LogFullException;
import io.xapid.model.store.Store;
import io.xapid.network.NetworkCapabilities;
import io.xapid.server.api.Coverage;
import io.xapid.server.api.Passwords;
import io.xapid.server.config.Config;
import io.xapid.server.config.ExitCode;
import io.xapid.server.config.LogOutput;
import io.xapid.server.host.HostIdentity;
import io.xapid.server.host.Inventory;
import io.xapid.server.host.LocalStorage;
import io.xapid.server.host.Machine;
import io.xapid.server.host.MachineFiles;
import io.xapid.server.pool.PoolSeat;
import io.xapid.server.storage.Drivers;
import io.xapid.server.wire.FrontDoorSettings;
import io.xapid.server.wire.HttpFrontDoor;
import io.xapid.server.wire.ListeningPorts;
import io.xapid.server.wire.ServerCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon that runs: everything it is made of, from the state up to the listeners. */
final class Daemon implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);
    private static final int LONGEST_SOCKET_PATH = 107; // bytes: the kernel's limit

    private final Belongings belongings;
    private final Config config;
    private final Capabilities hypervisor;
    private final NetworkCapabilities network;
    private final HttpFrontDoor door;
    private final House house;
    private final CountDownLatch restart;

    private Daemon(
            Belongings belongings,
            Config config,
            Capabilities hypervisor,
            NetworkCapabilities network,
            HttpFrontDoor door,
            House house,
            CountDownLatch restart) {
        this.belongings = belongings;
        this.config = config;
        this.hypervisor = hypervisor;
        this.network = network;
        this.door = door;
        this.house = house;
        this.restart = restart;
    }

    /**
     * Starts one. What can be known to fail does so before anything is changed.
     *
     * @throws StartException with a line for the operator
     */
    static Daemon start(Config config) throws StartException, InterruptedException {
        var directory = new StateDirectory(config.stateDirectory());
        directory.check();
        Bridges.check(config, directory.bridge());
        checkFolders(config);
        ListeningPorts ports = ports(config);

        var belongings = new Belongings();
        belongings.own("ports", ports);
        try {
            return start(config, directory, ports, belongings);
        } catch (IOException problem) {
            belongings.close();
            throw new StartException(ExitCode.FAILED, "cannot start: " + told(problem), problem);
        } catch (CompletionException problem) {
            belongings.close();
            if (problem.getCause() instanceof LogFullException full) {
                throw directory.refusal("cannot be written: the disk is full; make room and start again", full);
            }
            throw problem;
        } catch (StartException | InterruptedException | RuntimeException problem) {
            belongings.close();
            throw problem;
        }
    }

    private static ListeningPorts ports(Config config) throws StartException {
        try {
            return ListeningPorts.take(config.listen(), config.httpPort(), config.httpsPort());
        } catch (IOException problem) {
            throw new StartException(ExitCode.PORT, String.valueOf(problem.getMessage()), problem);
        }
    }

    private static Daemon start(Config config, StateDirectory directory, ListeningPorts ports, Belongings belongings)
            throws StartException, InterruptedException, IOException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        directory.open();
        LogOutput.alsoTo(directory.logs());
        NativeLibrary.keepIn(directory.libraries());
        Threads threads = belongings.own("threads", Threads.start());
        Ahead<Hypervisor> bridge =
                Ahead.begin(threads.workers(), belongings, "bridge", () -> Bridges.open(config, directory.bridge()));
        Ahead<ServerCertificate> proof =
                Ahead.begin(threads.workers(), () -> ServerCertificate.loadOrMake(directory.certificate(), clock));
        Ahead<LocalBackends> local = Ahead.begin(
                threads.workers(),
                () -> LocalBackends.of(config.hypervisor(), System.getenv().getOrDefault("PATH", "")));
        XenModel model = XenModel.of(AllClasses.definitions());
        State state = openState(config, directory.path(), clock);
        if (state.seat.hasLeft(state.store)) {
            state.close();
            state = openState(config, directory.path(), clock);
        }
        belongings.own("state", state);
        Store store = state.store;
        PoolSeat seat = state.seat;
        CountDownLatch restart = state.restart;
        var passwords = new Passwords(store);
        Ahead<Boolean> login = Ahead.begin(threads.workers(), () -> {
            new RootPassword(config.rootPasswordFile(), directory.path(), passwords).settle();
            return true;
        });
        LocalBackends backends = local.get();
        Hypervisor hypervisor = bridge.get();
        ServerCertificate certificate = proof.get();
        var drivers = new Drivers(backends.storage());

        var machine = new Machine(new MachineFiles(Path.of("/")), clock, hypervisor::physicalHost);
        Ref<Host> here = new Inventory(
                        store,
                        machine,
                        Bridges.facts(hypervisor.capabilities()),
                        new LocalStorage(backends.disks(), backends.cds(), directory.storage()),
                        drivers.all())
                .write(
                        HostIdentity.in(directory.path()),
                        new Inventory.Network(
                                config.listen(),
                                backends.network().state(),
                                backends.network().capabilities().name()),
                        certificate.certificate(),
                        config.cache(),
                        directory.kernels());

        var house = new House(store, here, model, threads, machine, config.listen(), clock, belongings);
        house.takePlaceIn(seat, restart::countDown);
        house.furnish(
                passwords,
                certificate.certificate(),
                drivers,
                backends.network(),
                hypervisor,
                directory,
                ports.https());
        login.get();
        HttpFrontDoor door = belongings.own("listeners", house.door(settings(ports, directory)));
        door.start();
        return new Daemon(
                belongings,
                config,
                hypervisor.capabilities(),
                backends.network().capabilities(),
                door,
                house,
                restart);
    }

    /**
     * The state, and by which seat in a pool this host has it.
     *
     * @param restart opens when the daemon is to start anew
     */
    private record State(PoolSeat seat, Store store, CountDownLatch restart) implements AutoCloseable {
        @Override
        public void close() {
            seat.close();
            store.close();
        }
    }

    private static State openState(Config config, Path directory, Clock clock)
            throws StartException, InterruptedException, IOException {
        PoolSeat seat = takeSeat(config, directory, clock);
        var state = new State(seat, openStore(seat, clock), new CountDownLatch(1));
        try {
            seat.follow(state.store, state.restart::countDown);
            seat.awaitPool(state.store);
            return state;
        } catch (IOException | InterruptedException | RuntimeException problem) {
            state.close();
            throw problem;
        }
    }

    private static PoolSeat takeSeat(Config config, Path directory, Clock clock) throws StartException, IOException {
        try {
            return PoolSeat.take(directory, config.recover(), config.listen(), config.poolPort(), clock);
        } catch (LogException problem) {
            throw new StartException(ExitCode.STATE, String.valueOf(problem.getMessage()), problem);
        }
    }

    private static Store openStore(PoolSeat seat, Clock clock) throws StartException {
        try {
            var store = new Store(KeptClasses.schema(), seat.log(), clock);
            seat.recovered().ifPresent(log::warn);
            return store;
        } catch (LogException problem) {
            seat.close();
            seat.log().close();
            throw new StartException(ExitCode.STATE, String.valueOf(problem.getMessage()), problem);
        }
    }

    private static FrontDoorSettings settings(ListeningPorts ports, StateDirectory directory) {
        return new FrontDoorSettings(
                ports, directory.certificate(), rootSocket(directory), FrontDoorSettings.Limits.DEFAULT);
    }

    private static Optional<Path> rootSocket(StateDirectory directory) {
        Path socket = directory.socket();
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return Optional.of(socket);
        }
        log.warn(
                "the socket for root on this host is left out: {} is longer than the {} bytes that a socket's path may have",
                socket,
                LONGEST_SOCKET_PATH);
        return Optional.empty();
    }

    /** The file and what is wrong with it, without the names of classes where that is enough. */
    private static String told(IOException problem) {
        return problem instanceof FileSystemException file && file.getReason() != null
                ? String.valueOf(file.getMessage())
                : problem.toString();
    }

    private static void checkFolders(Config config) throws StartException {
        RootPassword.check(config.rootPasswordFile());
        StateDirectory.checkWritable(config.rootPasswordFile(), config.stateDirectory());
        if (config.readyFile().isPresent()) {
            StateDirectory.checkWritable(config.readyFile().get(), config.stateDirectory());
        }
    }

    /** Tells whoever waits for it that calls are answered. */
    void sayReady() throws StartException {
        if (config.readyFile().isPresent()) {
            var file = new ReadyFile(config.readyFile().get());
            belongings.own("ready file", file::remove); // first: one that was begun goes as well
            try {
                file.write(url(), httpsUrl(), hypervisor.name());
            } catch (IOException problem) {
                throw new StartException(ExitCode.FAILED, "cannot start: " + told(problem), problem);
            }
        }
        log.info("ready at {} and {}, driving {}; {}", url(), httpsUrl(), hypervisor.name(), network.remark());
    }

    /** Waits until the daemon is to be started anew, as when its host has joined a pool; or for ever. */
    void awaitRestart() throws InterruptedException {
        restart.await();
    }

    String url() {
        return "http://" + authority(door.httpPort(), 80);
    }

    String httpsUrl() {
        return "https://" + authority(door.httpsPort(), 443);
    }

    Capabilities hypervisor() {
        return hypervisor;
    }

    NetworkCapabilities network() {
        return network;
    }

    /** What becomes of each message of the API. */
    Coverage coverage() {
        return house.coverage();
    }

    private String authority(int port, int usual) {
        String address = config.listen().isAnyLocalAddress()
                ? "127.0.0.1"
                : config.listen().getHostAddress();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return port == usual ? host : host + ":" + port;
    }

    /** Stops in order: nobody is told that it is ready, nobody calls, nothing works, nothing is open. Guests go on. */
    @Override
    public void close() {
        belongings.close();
    }
}
