package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.simulator.Verb;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and signals that clients send to guests. */
class VmSignalsTest {
    private final VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aKeyReachesTheGuest() {
        rig.start(vm);

        send("VM.send_sysrq", "h");

        assertThat(rig.host.lastSignalTo(rig.idOf(vm))).isEqualTo("sysrq h");
        send("VM.send_sysrq", "c");
        assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(DomainState.CRASHED);
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "bc", " ", "-", "\u00e9"})
    void otherKeysAreRefused(String key) {
        rig.start(vm);

        assertThat(refused("VM.send_sysrq", key)).startsWith("INVALID_VALUE", "key", key);
        assertThat(rig.host.lastSignalTo(rig.idOf(vm))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nmi, NMI", "power, POWER", "sleep, SLEEP"})
    void aSignalOfHardwareReachesTheGuest(String trigger, String heard) {
        rig.start(vm);

        send("VM.send_trigger", trigger);

        assertThat(rig.host.lastSignalTo(rig.idOf(vm))).isEqualTo(heard);
    }

    @Test
    void theSignalToStartAnewRestartsTheGuest() {
        rig.start(vm);

        send("VM.send_trigger", "reset");

        assertThat(rig.hypervisor.statusOf(rig.idOf(vm)).resets()).isEqualTo(1);
        assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(DomainState.RUNNING);
    }

    @Test
    void signalsThatGuestsHaveNotAreRefused() {
        rig.start(vm);

        assertThat(refused("VM.send_trigger", "init")).first().isEqualTo("OPERATION_NOT_ALLOWED");
        for (String unknown : List.of("", "NMI", "s3resume")) {
            assertThat(refused("VM.send_trigger", unknown)).startsWith("INVALID_VALUE", "trigger", unknown);
        }
        assertThat(rig.host.lastSignalTo(rig.idOf(vm))).isEmpty();
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"VM.send_sysrq, h", "VM.send_trigger, nmi"})
    void onlyARunningGuestIsSentAny(String message, String what) {
        assertThat(refused(message, what)).containsExactly("VM_BAD_POWER_STATE", vm.value(), "running", "halted");
        rig.start(vm);
        rig.api.value("VM.pause", rig.session, vm.value());
        assertThat(refused(message, what)).containsExactly("VM_BAD_POWER_STATE", vm.value(), "running", "paused");
        rig.api.value("VM.unpause", rig.session, vm.value());

        rig.host.fail(Verb.SIGNAL, 1, "its keyboard is stuck");
        assertThat(refused(message, what)).first().isEqualTo("OPERATION_NOT_ALLOWED");
        rig.host.powerOff(rig.idOf(vm)); // and nobody has seen that yet
        assertThat(refused(message, what)).containsExactly("VM_BAD_POWER_STATE", vm.value(), "running", "halted");
    }

    @ParameterizedTest
    @CsvSource({"VM.send_sysrq, h", "VM.send_trigger, nmi", "VM.send_trigger, reset"})
    void aHypervisorWithoutSignalsSaysSo(String message, String what) {
        try (var without = new VmRig(VmSignalsTest::withoutSignals)) {
            Ref<Vm> guest = without.guest("guest");
            without.start(guest);

            assertThat(without.api.failure(message, without.session, guest.value(), what))
                    .containsExactly("NOT_IMPLEMENTED", message);
        }
    }

    private static Hypervisor withoutSignals(Hypervisor inner) {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("signals")) {
                        return Optional.empty();
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void send(String message, String what) {
        rig.api.value(message, rig.session, vm.value(), what);
    }

    private List<String> refused(String message, String what) {
        return rig.api.failure(message, rig.session, vm.value(), what);
    }
}
