package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts become a pool, of which each answers for all. */
@Timeout(300)
class PoolOfHostsTest {
    @TempDir
    Path directory;

    private HostPool pool = new HostPool(Path.of(""), 1);

    @BeforeEach
    void start() throws Exception {
        pool = new HostPool(directory, 1);
        for (int i = 0; i < 3; i++) {
            pool.startHost("--hypervisor", Underneath.here().word());
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
        second.call("pool.designate_new_master", founder);
        HostPool.await(
                "the founder as master everywhere",
                () -> third.call("pool.get_master", name).asText().equals(founder));
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
        String vm = pool.guest(first, "wanderer", 1);

        first.call("VM.start_on", vm, other, false, false);

        assertThat(first.call("VM.get_resident_on", vm).asText()).isEqualTo(other);
        assertThat(first.call("VM.get_power_state", vm).asText()).isEqualTo("Running");
        String sr = HostPool.localStorage(first, other);
        String disk = first.call("VDI.create", Guest.disk("far away", sr)).asText();
        assertThat(first.call("VDI.get_name_label", disk).asText()).isEqualTo("far away");
        first.call("VM.hard_shutdown", vm);
        assertThat(first.call("VM.get_power_state", vm).asText()).isEqualTo("Halted");
    }

    @Test
    void aHostThatIsEjectedBeginsAnewAndThePoolForgetsIt() throws Exception {
        pool.join(1);
        ApiClient third = pool.join(2);
        pool.awaitVoters(3);
        String founder = pool.ref(third, 0);

        third.call("pool.eject", founder); // which leads, and whose vote counts

        assertThat(third.call("host.get_all")).hasSize(2);
        assertThat(third.call("PBD.get_all_records").findValuesAsText("host")).doesNotContain(founder);
        assertThat(third.call("host.get_all_records").findValuesAsText("address"))
                .doesNotContain(pool.address(0));
        HostPool.await("a host alone", () -> pool.isAlone(0));
        String name = third.call("pool.get_all").get(0).asText();
        third.call("pool.set_name_label", name, "of two");

        pool.join(0, 2, 0);

        ApiClient again = new ApiClient(pool.daemon(0).url(), third.session());
        assertThat(again.call("pool.get_name_label", name).asText()).isEqualTo("of two");
        assertThat(again.call("host.get_all")).hasSize(3);
    }

    @Test
    void aDeadHostsGuestsAreHaltedWhenSomebodySaysSoAndNotBefore() throws Exception {
        pool.join(1);
        pool.join(2);
        pool.awaitVoters(3);
        ApiClient first = pool.login(0, 0);
        String other = pool.ref(first, 1);
        String vm = pool.guest(first, "lost", 1);
        first.call("VM.start_on", vm, other, false, false);

        pool.daemon(1).kill();

        HostPool.await("silence", () -> !HostPool.isLive(first, other));
        assertThat(first.call("VM.get_power_state", vm).asText()).isEqualTo("Running");
        assertThatThrownBy(() -> first.call("host.destroy", other)).hasMessageContaining("HOST_HAS_RESIDENT_VMS");
        assertThatThrownBy(() -> first.call("VM.hard_shutdown", vm)).hasMessageContaining("HOST_OFFLINE");
        first.call("host.declare_dead", other);
        assertThat(first.call("VM.get_power_state", vm).asText()).isEqualTo("Halted");
        first.call("host.destroy", other);
        assertThat(first.call("host.get_all")).hasSize(2);

        pool.daemon(1).startAgain();

        HostPool.await("a host alone", () -> pool.isAlone(1));
        assertThat(first.call("host.get_all")).hasSize(2);
    }
}
