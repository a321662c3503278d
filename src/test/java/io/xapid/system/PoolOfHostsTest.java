package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts become a pool, of which each answers for all. */
@Timeout(300)
class PoolOfHostsTest {
    private static final String SIMULATOR = "simulator";

    @TempDir
    Path directory;

    private HostPool pool = new HostPool(Path.of(""), 1);

    @BeforeEach
    void start() throws Exception {
        pool = new HostPool(directory, 1);
        for (int i = 0; i < 3; i++) {
            pool.startHost("--hypervisor", SIMULATOR);
        }
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    @Test
    void hostsThatJoinAnswerForThePoolAndKeepTheirOwn() throws Exception {
        ApiClient first = pool.login(0, 0);
        ApiClient second = pool.login(1, 1);
        String ownSr =
                second.call("SR.get_by_name_label", "Local storage").get(0).asText();
        String uuid = second.call("pool.get_all").get(0).asText();

        ApiClient joined = pool.join(1);

        assertThat(joined.call("host.get_all")).hasSize(2);
        assertThat(first.call("host.get_all")).hasSize(2);
        assertThat(joined.call("pool.get_all")).hasSize(1);
        assertThat(joined.call("pool.get_all").get(0).asText()).isNotEqualTo(uuid);
        assertThat(first.call("SR.get_name_label", ownSr).asText()).isEqualTo("Local storage");
        first.at(pool.daemon(1))
                .call("pool.set_name_label", joined.call("pool.get_all").get(0).asText(), "common");
        assertThat(first.call("pool.get_all_records")
                        .elements()
                        .next()
                        .get("name_label")
                        .asText())
                .isEqualTo("common");
    }

    @Test
    void thePoolGoesOnWithoutTheHostThatFoundedIt() throws Exception {
        pool.join(1);
        ApiClient third = pool.join(2);
        pool.awaitVoters(3);
        String name = third.call("pool.get_all").get(0).asText();
        String founder = pool.ref(third, 0);
        String session = third.session();
        pool.daemon(0).kill();

        long killed = System.nanoTime();
        third.call("pool.set_name_label", name, "without the founder");
        long milliseconds = (System.nanoTime() - killed) / 1_000_000;

        assertThat(milliseconds).isLessThan(10_000);
        ApiClient second = new ApiClient(pool.daemon(1).url(), session);
        HostPool.await(
                "the name",
                () -> second.call("pool.get_name_label", name).asText().equals("without the founder"));
        HostPool.await(
                "another master",
                () -> !second.call("pool.get_master", name).asText().equals(founder));
        HostPool.await("the founder's loss", () -> !HostPool.isLive(second, founder));

        pool.daemon(0).startAgain();

        HostPool.await("the founder back", () -> HostPool.isLive(second, founder));
        assertThat(new ApiClient(pool.daemon(0).url(), session)
                        .call("pool.get_name_label", name)
                        .asText())
                .isEqualTo("without the founder");
    }

    @Test
    void aCallOnOneHostHasAnotherAct() throws Exception {
        pool.join(1);
        ApiClient first = pool.login(0, 0);
        String other = pool.ref(first, 1);
        String template =
                first.call("VM.get_by_name_label", "Tiny Linux").get(0).asText();
        String vm = first.call("VM.clone", template, "wanderer").asText();
        first.call("VM.set_is_a_template", vm, false);

        first.call("VM.start_on", vm, other, false, false);

        assertThat(first.call("VM.get_resident_on", vm).asText()).isEqualTo(other);
        assertThat(first.call("VM.get_power_state", vm).asText()).isEqualTo("Running");
        String sr = HostPool.localStorage(first, other);
        String disk = first.call("VDI.create", Guest.disk("far away", sr)).asText();
        assertThat(first.call("VDI.get_name_label", disk).asText()).isEqualTo("far away");
        first.call("VM.hard_shutdown", vm);
        assertThat(first.call("VM.get_power_state", vm).asText()).isEqualTo("Halted");
    }
}
