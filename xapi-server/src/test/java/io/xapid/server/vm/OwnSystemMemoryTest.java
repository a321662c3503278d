package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.OwnSystem;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's own system above a hypervisor that can move its memory. */
class OwnSystemMemoryTest {
    private static final long MIB = 1L << 20;
    private static final long LEAST = 100 * MIB;

    private long told;
    private final VmRig rig = new VmRig(this::withOwnSystem);
    private final Ref<Vm> vm = rig.guest("control domain");

    @BeforeEach
    void itRuns() {
        rig.api.set(Vm.CLASS, vm, Vm.IS_CONTROL_DOMAIN, true);
        rig.api.set(Vm.CLASS, vm, Vm.POWER_STATE, PowerState.RUNNING);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {112, 256})
    void isGivenAnotherAmountOfMemoryAtOnce(long mebibytes) {
        rig.api.value("VM.set_memory", rig.session, vm.value(), String.valueOf(mebibytes * MIB));

        assertThat(told).isEqualTo(mebibytes * MIB);
        assertThat(row().get(Vm.MEMORY_TARGET)).isEqualTo(mebibytes * MIB);
        assertThat(row().get(Vm.MEMORY_STATIC_MAX)).isEqualTo(mebibytes * MIB);
        assertThat(row().get(Vm.REQUIRES_REBOOT)).isFalse();
    }

    @Test
    void keepsWhatItHasIfTheHypervisorRefuses() {
        assertThat(rig.api.failure("VM.set_memory", rig.session, vm.value(), String.valueOf(96 * MIB)))
                .containsExactly("OPERATION_NOT_ALLOWED", "too little");

        assertThat(row().get(Vm.MEMORY_STATIC_MAX)).isEqualTo(128 * MIB);
        assertThat(row().get(Vm.MEMORY_DYNAMIC_MAX)).isEqualTo(128 * MIB);
        assertThat(row().get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    private Row<Vm> row() {
        return rig.api.row(Vm.CLASS, vm);
    }

    private void move(long bytes) {
        if (bytes < LEAST) {
            throw new HypervisorException(HypervisorException.Reason.FAILED, "too little");
        }
        told = bytes;
    }

    private Hypervisor withOwnSystem(Hypervisor hypervisor) {
        OwnSystem own = this::move;
        return (Hypervisor) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Hypervisor.class}, (p, verb, with) -> {
                    if (verb.getName().equals("ownSystem")) {
                        return Optional.of(own);
                    }
                    try {
                        return verb.invoke(hypervisor, with);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
