package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.GuestSignals.Trigger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XenSignalsTest {
    @ParameterizedTest
    @CsvSource({"pv, NMI", "pvh, NMI", "hvm, NMI POWER SLEEP"})
    void guestsHaveTheSignalsOfTheirType(String type, String signals) {
        assertThat(Stream.of(Trigger.values())
                        .filter(trigger -> XenSignals.objection(trigger, type).isEmpty()))
                .extracting(Trigger::name)
                .containsExactly(signals.split(" "));
    }
}
