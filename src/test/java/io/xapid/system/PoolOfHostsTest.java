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
}
