package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whenever a host or its pool is killed while the host joins, it is in the pool afterwards for both, or for neither. */
@Timeout(180)
class JoinKillTest {
    private static final int POOL = 0;
    private static final int JOINING = 1;
    private static final int NETWORK = 2;

    @TempDir
    Path directory;

    private HostPool pool = new HostPool(Path.of(""), NETWORK);

    @BeforeEach
    void start() throws IOException {
        pool = new HostPool(directory, NETWORK);
        pool.startHost("--hypervisor", "simulator");
        pool.startHost("--hypervisor", "simulator");
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 150, 250, 400, 800})
    void theHostThatJoinsIsKilled(int milliseconds) throws Exception {
        killWhileJoining(JOINING, milliseconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 120, 250})
    void thePoolIsKilled(int milliseconds) throws Exception {
        killWhileJoining(POOL, milliseconds);
    }

    private void killWhileJoining(int victim, int milliseconds) throws Exception {
        String password = pool.daemon(POOL).password();
        ApiClient own = pool.login(JOINING, JOINING);
        CompletableFuture<Void> joining = CompletableFuture.runAsync(() -> {
            try {
                own.call("pool.join", pool.address(POOL) + ":18443", "root", password);
            } catch (IOException | InterruptedException | ApiClient.Refused cutShort) {
                assertThat(cutShort).isNotNull(); // whatever it says: what is so afterwards counts
            }
        });
        TimeUnit.MILLISECONDS.sleep(milliseconds);
        pool.daemon(victim).kill();
        joining.join();
        pool.daemon(victim).startAgain();

        HostPool.await("agreement", () -> isIn() || isOut());
        if (isOut()) {
            pool.join(JOINING);
        }
        assertThat(pool.login(POOL, POOL).call("host.get_all")).hasSize(2);
        assertThat(pool.login(JOINING, POOL).call("host.get_all")).hasSize(2);
        assertThat(directory.resolve("host1").resolve("join.json")).doesNotExist();
    }

    private boolean isIn() throws InterruptedException {
        try {
            ApiClient client = pool.login(JOINING, POOL);
            return client.call("host.get_all").size() == 2
                    && HostPool.isLive(client, pool.ref(client, JOINING))
                    && pool.login(POOL, POOL).call("host.get_all").size() == 2;
        } catch (IOException | ApiClient.Refused notNow) {
            return false;
        }
    }

    private boolean isOut() throws InterruptedException {
        try {
            return pool.isAlone(JOINING)
                    && pool.login(POOL, POOL).call("host.get_all").size() == 1
                    && !directory.resolve("host1").resolve("join.json").toFile().exists();
        } catch (IOException | ApiClient.Refused notNow) {
            return false;
        }
    }
}
