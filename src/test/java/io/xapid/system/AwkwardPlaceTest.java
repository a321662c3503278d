package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory with a name that shells, option lists and the addresses of sockets have trouble with. */
class AwkwardPlaceTest {
    private static final String NAME =
            "it's a \"place\", with = and % \u00fcml\u00e4uts; " + "and it is long ".repeat(8);

    @TempDir
    Path scratch;

    @Test
    void isAsGoodAsAnyOther() throws Exception {
        try (RealDaemon daemon = RealDaemon.withGuests(scratch.resolve(NAME))) {
            ApiClient client = ApiClient.login(daemon);
            Guest guest = Guest.made(client, "guest");
            guest.boot();
            assertThat(guest.isAttached()).isTrue();
            assertThat(daemon.output()).contains("the socket for root on this host is left out");

            daemon.kill();
            daemon.startAgain();

            client = client.at(daemon);
            guest = guest.through(client);
            assertThat(guest.powerState()).isEqualTo("Running");
            client.call("VM.clean_shutdown", guest.ref());
            guest.destroy();
        }
    }
}
