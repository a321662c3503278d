package io.xapid.xe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "-help", "vm-list --help", "", "-s somewhere", "-p 80 -u me"})
    void isShownToWhoAsksAndToWhoSaysNothing(String line) {
        Ran ran = Ran.alone(Map.of(), "", line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("Usage: xe ");
        assertThat(ran.status()).isZero();
    }

    @Test
    void theVersionIsTheProtocols() {
        assertThat(Ran.alone(Map.of(), "", "-version")).isEqualTo(new Ran("ThinCLI protocol: 0.2\n", "", 0));
    }

    @Test
    void mistakesFailBeforeAnythingIsSent() {
        assertThat(Ran.alone(Map.of(), "", "x", "-p", "70000"))
                .isEqualTo(new Ran("", "Error: a port is a number from 1 to 65535, which '70000' is not\n", 1));
        assertThat(Ran.alone(Map.of("XE_TIMEOUT", "soon"), "", "x"))
                .isEqualTo(new Ran("", "Error: XE_TIMEOUT is a number of seconds from 1 to 3600\n", 1));
        assertThat(Ran.alone(Map.of(), "", "x", "-s", "host.invalid", "-p", "1"))
                .isEqualTo(new Ran("", "Host 'host.invalid' not found.\n", 1));
        assertThat(Ran.alone(Map.of(), "", "x", "-s", "/nowhere/socket"))
                .satisfies(ran -> assertThat(ran.err()).startsWith("Error: cannot reach /nowhere/socket: "));
    }
}
