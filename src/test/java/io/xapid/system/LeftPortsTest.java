package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taps that are on the host when a daemon starts, in the network namespace that tests are run in. Needs root. */
class LeftPortsTest {
    private static final String LEFT = "v0123456789.0";
    private static final String OF_AN_ADMINISTRATOR = "v0123456789.1";
    private static final String OF_ANOTHER_DAEMON = "v0123456789.2";

    @TempDir
    Path scratch;

    @AfterEach
    void removeTaps() throws Exception {
        for (String tap : List.of(LEFT, OF_AN_ADMINISTRATOR, OF_ANOTHER_DAEMON)) {
            Tool.run(List.of("ip", "link", "del", tap), Map.of());
        }
    }

    @Test
    void oneThatTheDaemonMadeForNobodyIsRemovedAndAllOthersStay() throws Exception {
        assumeTrue("yes".equals(System.getenv("XAPID_ISOLATED")), "not in a network namespace of our own");
        try (RealDaemon daemon = RealDaemon.withGuests(scratch.resolve("state"))) {
            ApiClient client = ApiClient.login(daemon);
            String host = client.call("host.get_all").get(0).asText();
            String uuid = client.call("host.get_uuid", host).asText();
            Guest guest = Guest.made(client, "living");
            client.call("VM.start", guest.ref(), true, false);
            String ofTheGuest = "v" + guest.uuid().replace("-", "").substring(0, 10) + ".0";
            assertThat(taps()).contains(ofTheGuest).contains("alias xapid:" + uuid);

            daemon.kill();
            makeTap(LEFT, "xapid:" + uuid);
            makeTap(OF_AN_ADMINISTRATOR, "lab");
            makeTap(OF_ANOTHER_DAEMON, "xapid:" + UUID.randomUUID());
            daemon.startAgain();

            ApiClient.until(LEFT + " is gone", () -> !taps().contains(LEFT));
            assertThat(taps()).contains(ofTheGuest, OF_AN_ADMINISTRATOR, OF_ANOTHER_DAEMON);
            assertThat(guest.through(ApiClient.login(daemon)).isAttached()).isTrue();
        }
    }

    private static void makeTap(String name, String alias) throws Exception {
        ip("tuntap", "add", "dev", name, "mode", "tap");
        ip("link", "set", "dev", name, "alias", alias);
    }

    private static String taps() throws Exception {
        return ip("-d", "link", "show", "type", "tun");
    }

    private static String ip(String... arguments) throws Exception {
        Tool ended = Tool.run(command(arguments), Map.of());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    private static List<String> command(String... arguments) {
        return Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList();
    }
}
