package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster's unmodified fence agent switches a real guest off and on. */
@Tag("guests")
class FenceAgentTest {
    private static final int OFF = 2; // the exit code by which fence agents tell that a plug is off

    @TempDir
    Path scratch;

    @Test
    void fencesAGuest() throws Exception {
        try (RealDaemon daemon = RealDaemon.withGuests(scratch.resolve("state"))) {
            ApiClient client = ApiClient.login(daemon);
            Guest guest = Guest.made(client, "fenced");
            String uuid = guest.uuid();

            assertThat(fence(daemon, daemon.password(), "list", "-n", "fenced").output())
                    .contains(uuid);
            assertThat(fence(daemon, daemon.password(), "status", "-n", "fenced")
                            .exitCode())
                    .isEqualTo(OFF);
            expectSuccess(fence(daemon, daemon.password(), "on", "-n", "fenced"));
            assertThat(guest.powerState()).isEqualTo("Running");
            assertThat(LeftGuests.of(daemon.stateDirectory())).hasSize(1);
            expectSuccess(fence(daemon, daemon.password(), "status", "-n", "fenced"));
            expectSuccess(fence(daemon, daemon.password(), "reboot", "-n", "fenced"));
            assertThat(guest.powerState()).isEqualTo("Running");
            expectSuccess(fence(daemon, daemon.password(), "off", "-n", "fenced"));
            assertThat(guest.powerState()).isEqualTo("Halted");
            assertThat(LeftGuests.of(daemon.stateDirectory())).isEmpty();

            assertThat(fence(daemon, daemon.password() + "x", "status", "-n", "fenced"))
                    .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(1))
                    .satisfies(refused -> assertThat(refused.output()).contains("SESSION_AUTHENTICATION_FAILED"));
            guest.destroy();
        }
    }

    private static void expectSuccess(Tool agent) {
        assertThat(agent.exitCode()).as(agent.output()).isZero();
    }

    private static Tool fence(RealDaemon daemon, String password, String action, String... more) throws Exception {
        var command = new ArrayList<>(List.of("/usr/sbin/fence_xenapi", "-o", action));
        command.addAll(List.of("--session-url", daemon.url(), "-l", "root", "-p", password));
        Collections.addAll(command, more);
        return Tool.run(command, Map.of());
    }
}
