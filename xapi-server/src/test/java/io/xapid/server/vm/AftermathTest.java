package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainState;
import io.xapid.model.store.Row;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AftermathTest {
    private final ApiKit kit = new ApiKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private Row<Vm> vm(OnCrash wanted) {
        return kit.row(Vm.CLASS, kit.have(Vm.CLASS, Map.of(Vm.ACTIONS_AFTER_CRASH, wanted)));
    }

    @ParameterizedTest
    @CsvSource({"0, HALT", "119, HALT", "120, RESTART", "86400, RESTART", "-1, RESTART", "-86400, RESTART"})
    void whatCrashesAgainAndAgainIsNotStartedAgain(long seconds, Aftermath expected) {
        assertThat(Aftermath.of(vm(OnCrash.RESTART), DomainState.CRASHED, Duration.ofSeconds(seconds)))
                .isEqualTo(expected);
    }

    @Test
    void whatLeftNothingCannotBePreserved() {
        Row<Vm> vm = vm(OnCrash.PRESERVE);
        assertThat(Aftermath.of(vm, DomainState.CRASHED, Duration.ofDays(1))).isEqualTo(Aftermath.PRESERVE);
        assertThat(Aftermath.of(vm, DomainState.LOST, Duration.ofDays(1))).isEqualTo(Aftermath.HALT);
    }
}
