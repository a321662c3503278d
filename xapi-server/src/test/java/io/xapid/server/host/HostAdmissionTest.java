package io.xapid.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.host.HostOperation;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAdmissionTest {
    private final HostAdmission admission = new HostAdmission();

    @Test
    void anEnabledLiveHostTakesGuestsAndStaysUp() {
        assertThat(admission.allowed(withMetrics(true), host(true, Map.of())))
                .containsExactlyInAnyOrder(
                        HostOperation.PROVISION,
                        HostOperation.EVACUATE,
                        HostOperation.VM_START,
                        HostOperation.VM_RESUME,
                        HostOperation.VM_MIGRATE,
                        HostOperation.ENABLE);
    }

    @Test
    void aDisabledHostMayAlsoGoDown() {
        assertThat(admission.allowed(withMetrics(true), host(false, Map.of())))
                .contains(HostOperation.SHUTDOWN, HostOperation.REBOOT, HostOperation.APPLY_UPDATES);
    }

    @ParameterizedTest
    @CsvSource({
        "EVACUATE, PROVISION, 'OTHER_OPERATION_IN_PROGRESS,host,OpaqueRef:NULL,evacuate,OpaqueRef:t'",
        "VM_MIGRATE, EVACUATE, 'OTHER_OPERATION_IN_PROGRESS,host,OpaqueRef:NULL,VM.migrate,OpaqueRef:t'",
        "REBOOT, SHUTDOWN, 'OTHER_OPERATION_IN_PROGRESS,host,OpaqueRef:NULL,reboot,OpaqueRef:t'",
        "SHUTDOWN, APPLY_UPDATES, 'OTHER_OPERATION_IN_PROGRESS,host,OpaqueRef:NULL,shutdown,OpaqueRef:t'",
        "APPLY_UPDATES, ENABLE, 'OTHER_OPERATION_IN_PROGRESS,host,OpaqueRef:NULL,apply_updates,OpaqueRef:t'",
        "PROVISION, PROVISION, 'OTHER_OPERATION_IN_PROGRESS,host,OpaqueRef:NULL,provision,OpaqueRef:t'"
    })
    void refusesWhatDoesNotGoBesideSomethingElse(HostOperation current, HostOperation wanted, String failure) {
        Row<Host> host = host(false, Map.of("OpaqueRef:t", current));

        assertRefused(withMetrics(true), host, wanted, failure.split(","));
    }

    @Test
    void refusesToTakeDownAHostThatIsInService() {
        assertRefused(withMetrics(true), host(true, Map.of()), HostOperation.SHUTDOWN, "HOST_NOT_DISABLED");
    }

    @Test
    void refusesToSwitchOnWhatIsOnOrCannotBe() {
        assertRefused(
                withMetrics(true), host(true, Map.of()), HostOperation.POWER_ON, "HOST_IS_LIVE", "OpaqueRef:NULL");
        assertRefused(withMetrics(false), host(true, Map.of()), HostOperation.POWER_ON, "HOST_POWER_ON_MODE_DISABLED");
    }

    private void assertRefused(Lookup state, Row<Host> host, HostOperation operation, String... failure) {
        assertThatThrownBy(() -> admission.admit(state, host, operation))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refusal -> assertThat(refusal.description()).isEqualTo(List.of(failure)));
        assertThat(admission.allowed(state, host)).doesNotContain(operation);
    }

    private static Row<Host> host(boolean enabled, Map<String, HostOperation> current) {
        return Row.of(Host.CLASS, Map.of(Host.ENABLED, enabled, Host.CURRENT_OPERATIONS, current));
    }

    private static Lookup withMetrics(boolean live) {
        return new Lookup() {
            @Override
            @SuppressWarnings("unchecked") // it is asked for metrics alone
            public <C> @Nullable Row<C> get(ClassDef<C> definition, Ref<C> ref) {
                return (Row<C>) Row.of(HostMetrics.CLASS, Map.of(HostMetrics.LIVE, live));
            }
        };
    }
}
