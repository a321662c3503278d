package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients read of templates and snapshots. */
class TemplateAdmissionTest {
    private final TestState state = new TestState();
    private final VmAdmission admission = new VmAdmission(TestState.POOL);

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void templatesAndSnapshotsKeepTheirOwnOperations() {
        Ref<Vm> template = state.vm(PowerState.HALTED);
        state.set(Vm.CLASS, template, Vm.IS_A_TEMPLATE, true);
        assertThat(names(template))
                .containsExactlyInAnyOrder(
                        "changing_dynamic_range",
                        "changing_static_range",
                        "changing_shadow_memory",
                        "changing_NVRAM",
                        "clone",
                        "copy",
                        "export",
                        "metadata_export",
                        "provision",
                        "destroy",
                        "migrate_send");

        Ref<Vm> snapshot = state.vm(PowerState.HALTED);
        state.set(Vm.CLASS, snapshot, Vm.IS_A_TEMPLATE, true);
        state.set(Vm.CLASS, snapshot, Vm.IS_A_SNAPSHOT, true);
        assertThat(names(snapshot))
                .containsExactlyInAnyOrder("revert", "clone", "copy", "export", "destroy", "metadata_export");
    }

    private Stream<String> names(Ref<Vm> vm) {
        return admission.allowed(state.row(Vm.CLASS, vm), state.snapshot()).stream()
                .map(VmOperation::wireName);
    }
}
