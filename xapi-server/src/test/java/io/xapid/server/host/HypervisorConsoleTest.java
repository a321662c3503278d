package io.xapid.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.HypervisorConsole;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.server.api.ApiKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the messages about a hypervisor's console answer, where there is one and where there is none. */
class HypervisorConsoleTest {
    private static final String HERE = ApiKit.HERE.value();

    private final ApiKit kit = new ApiKit();
    private final String root = kit.root();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void theConsoleOfAHypervisorBelowIsReadClearedAndTypedAt() {
        var xen = new Typewriter();
        kit.serving(new HostTroubles(kit.store, Optional.of(xen)));

        assertThat(kit.value("host.dmesg", root, HERE)).isEqualTo("(XEN) one\n");
        assertThat(kit.value("host.dmesg_clear", root, HERE)).isEqualTo("(XEN) one\n");
        assertThat(kit.value("host.dmesg", root, HERE)).isEqualTo("");
        kit.value("host.send_debug_keys", root, HERE, "qd");
        assertThat(xen.pressed).containsExactly("qd");
        assertThat(kit.failure("host.send_debug_keys", root, HERE, "")).startsWith("INVALID_VALUE", "keys", "");
        assertThat(kit.failure("host.send_debug_keys", root, HERE, "q\n").get(0))
                .isEqualTo("INVALID_VALUE");

        xen.broken = true;
        assertThat(kit.failure("host.dmesg", root, HERE).get(0)).isEqualTo("OPERATION_NOT_ALLOWED");
        assertThat(kit.failure("host.send_debug_keys", root, HERE, "q").get(0)).isEqualTo("OPERATION_NOT_ALLOWED");
    }

    @Test
    void aHostWhoseKernelIsTheHypervisorHasNoOther() {
        kit.serving(new HostTroubles(kit.store, Optional.empty()));

        assertThat(kit.failure("host.dmesg_clear", root, HERE)).containsExactly("NOT_IMPLEMENTED", "host.dmesg_clear");
        assertThat(kit.failure("host.send_debug_keys", root, HERE, "q"))
                .containsExactly("NOT_IMPLEMENTED", "host.send_debug_keys");
    }

    private static final class Typewriter implements HypervisorConsole {
        private final List<String> pressed = new ArrayList<>();
        private String said = "(XEN) one\n";
        private boolean broken;

        @Override
        public String messages(boolean clear) {
            check();
            String now = said;
            said = clear ? "" : said;
            return now;
        }

        @Override
        public void press(String keys) {
            check();
            pressed.add(keys);
        }

        private void check() {
            if (broken) {
                throw new HypervisorException(Reason.FAILED, "gone");
            }
        }
    }
}
