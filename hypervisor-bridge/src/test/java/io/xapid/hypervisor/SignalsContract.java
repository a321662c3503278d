package io.xapid.hypervisor;

import static io.xapid.hypervisor.DomainState.RUNNING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.GuestSignals.Trigger;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link GuestSignals}. */
public abstract class SignalsContract extends RigTest {

    private GuestSignals signals() {
        return hypervisor.signals().orElseThrow();
    }

    @Test
    void aRunningGuestRestartsAtOnceByTheKeyForIt() {
        hypervisor.create(rig.guest(VM));
        boot();
        signals().sysrq(VM, 'h');
        assertThat(hypervisor.statusOf(VM).resets()).isZero();
        signals().sysrq(VM, 'b');
        eventually(() -> assertThat(hypervisor.statusOf(VM).resets()).isEqualTo(1));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
    }

    @ParameterizedTest
    @ValueSource(chars = {'H', ' ', '-', '\n', '\u00e9', '\0'})
    void keysThatCannotFollowSysrqAreRefused(char key) {
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        refused(Reason.FAILED, () -> signals().sysrq(VM, key));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
    }

    @Test
    void onlyARunningGuestIsReached() {
        refused(Reason.NOT_FOUND, () -> signals().sysrq(VM, 'h'));
        refused(Reason.NOT_FOUND, () -> signals().trigger(VM, Trigger.NMI));
        hypervisor.create(rig.guest(VM));
        refused(Reason.WRONG_STATE, () -> signals().sysrq(VM, 'h'));
        hypervisor.build(VM);
        refused(Reason.WRONG_STATE, () -> signals().sysrq(VM, 'h'));
        refused(Reason.WRONG_STATE, () -> signals().trigger(VM, Trigger.NMI));
    }

    /** A Linux only says so, unless it is set to panic. */
    @Test
    void aGuestThatIsSentAnNmiSaysThatItGotOne() {
        hypervisor.create(rig.guest(VM));
        boot();
        signals().trigger(VM, Trigger.NMI);
        if (hypervisor.capabilities().can(Feature.REAL_GUESTS)) {
            Path said = hypervisor.consolesOf(VM).serialLog().orElseThrow();
            eventually(() -> assertThat(said).content(ISO_8859_1).contains("NMI"));
        }
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        assertThat(hypervisor.statusOf(VM).resets()).isZero();
    }

    /** What there is not is not swallowed. */
    @ParameterizedTest
    @EnumSource(Trigger.class)
    void aSignalIsGivenOrRefused(Trigger trigger) {
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        if (isThere(trigger)) {
            signals().trigger(VM, trigger);
        } else {
            refused(Reason.UNSUPPORTED, () -> signals().trigger(VM, trigger));
            assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        }
    }

    /** Whether the rig's guest has that signal. */
    protected boolean isThere(Trigger trigger) {
        return trigger != Trigger.INIT;
    }
}
