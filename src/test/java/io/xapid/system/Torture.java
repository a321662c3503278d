package io.xapid.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Clients write while the daemon is killed at random moments, now and then also while it starts: round after round on one
 * state. The moments follow from the seed.
 */
final class Torture implements AutoCloseable {
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final int LONGEST_START_MILLIS = 1_500;
    private static final int KILLED_AGAIN_ONE_IN = 4;

    private final Random random;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RealDaemon daemon;
    private final Witness witness;
    private ApiClient client;
    private int rounds;
    private long writes;
    private int kills;

    Torture(Path stateDirectory, long seed, Witness witness) throws IOException, InterruptedException {
        this.random = new Random(seed);
        this.witness = witness;
        this.daemon = RealDaemon.start(stateDirectory, "--hypervisor", "simulator");
        this.client = ApiClient.login(daemon);
    }

    /** One more round. Fails when anything acknowledged is not there, or an event token no longer works. */
    void round() throws Exception {
        daemon.forgetOutput();
        var fleet = new WriterFleet(daemon, client, "r" + rounds);
        fleet.setOut(daemon, threads);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS)); // the random moment is the point
        daemon.kill();
        kills++;
        int acknowledged = fleet.comeHome();
        witness.killed(daemon.stateDirectory());
        if (random.nextInt(KILLED_AGAIN_ONE_IN) == 0) {
            daemon.startAndKillAfter(random.nextInt(LONGEST_START_MILLIS));
            kills++;
        }
        daemon.startAgain();
        client = client.at(daemon);
        fleet.check(client);
        writes += acknowledged;
        rounds++;
    }

    /** Rounds that ended well. */
    int rounds() {
        return rounds;
    }

    /** Writes that were acknowledged, and found again. */
    long writes() {
        return writes;
    }

    int kills() {
        return kills;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        daemon.close();
    }

    /** Sees the state as a kill left it, before anything has been made good. */
    @FunctionalInterface
    interface Witness {
        void killed(Path stateDirectory) throws IOException;
    }
}
