package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The package on another Xen host, as an administrator has it: restarted, and rebooted with the host. */
@Tag("xen-pair")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RebootedHostXenTest {
    private static final String HOST = "lab2";
    private static final int NO_ANSWER = 255;
    private static final String READY = "test -e /run/xapid/ready";

    private Process tunnel;
    private int port;

    @BeforeEach
    void startTheService() throws Exception {
        there("systemctl stop xapid; rm -rf /var/lib/xapid; mkdir -p /var/cache/xapid/guest"
                + " && cp /root/.cache/xapid/guest/* /var/cache/xapid/guest/ && systemctl enable --now xapid");
        connect();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        tunnel.destroy();
        run("systemctl disable --now xapid; for d in $(xl list | awk 'NR > 2 { print $1 }'); do xl destroy $d; done;"
                + " rm -rf /var/lib/xapid");
    }

    @Test
    void guestsAreTakenOverAfterARestartAndComeUpWithTheHostAfterAReboot() throws Exception {
        ApiClient client = login();
        Guest guest = Guest.made(client, "comes up");
        Guest other = Guest.made(client, "stays off");
        String pool = client.call("pool.get_all").get(0).asText();
        client.call("pool.add_to_other_config", pool, "auto_poweron", "true");
        client.call("VM.add_to_other_config", guest.ref(), "auto_poweron", "true");
        client.call("VM.start", guest.ref(), false, false);
        client.call("VM.start", other.ref(), false, false);
        String uuid = guest.uuid();
        String domain = there("xl domid " + uuid);

        there("systemctl restart xapid");
        connect();
        client = login();
        assertThat(guest.through(client).powerState()).isEqualTo("Running");
        assertThat(there("xl domid " + uuid)).isEqualTo(domain);

        String boot = there("cat /proc/sys/kernel/random/boot_id");
        run("systemctl --no-block reboot");
        ApiClient.until("the host has booted", () -> {
            Tool said = run("cat /proc/sys/kernel/random/boot_id");
            return said.exitCode() == 0 && !said.output().strip().equals(boot);
        });
        connect();
        ApiClient again = login();
        Guest back = guest.through(again);
        ApiClient.until("the guest is up", () -> back.powerState().equals("Running"));
        assertThat(there("xl list"))
                .contains(uuid)
                .doesNotContain(other.through(again).uuid());
        assertThat(other.through(again).powerState()).isEqualTo("Halted");
        again.call("VM.hard_shutdown", back.ref());
        back.destroy();
        other.through(again).destroy();
        assertThat(there("xl list").lines()).hasSize(2); // the heading, and the control domain
    }

    /** A way to the service, once it answers calls there. */
    private void connect() throws Exception {
        ApiClient.until("the service answers", () -> run(READY).exitCode() == 0);
        if (tunnel != null) {
            tunnel.destroy();
        }
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        tunnel = new ProcessBuilder("ssh", "-N", "-L", port + ":127.0.0.1:80", HOST)
                .redirectErrorStream(true)
                .start();
    }

    private ApiClient login() throws Exception {
        String password = there("cat /var/lib/xapid/root-password").strip();
        var stranger = new ApiClient("http://127.0.0.1:" + port, "");
        var session = new String[1];
        ApiClient.until("the tunnel is there", () -> {
            try {
                session[0] = stranger.raw("session.login_with_password", "root", password)
                        .asText();
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return new ApiClient("http://127.0.0.1:" + port, session[0]);
    }

    /** A busy host does not always answer in time, which the client's own exit code tells. */
    private static String there(String command) throws Exception {
        var ran = new Tool[1];
        ApiClient.until("the host answers", () -> {
            ran[0] = run(command);
            return ran[0].exitCode() != NO_ANSWER;
        });
        assertThat(ran[0].exitCode()).as(command + ": " + ran[0].output()).isZero();
        return ran[0].output().strip();
    }

    private static Tool run(String command) throws Exception {
        return Tool.run(List.of("ssh", "-o", "ConnectTimeout=60", HOST, command), Map.of());
    }
}
