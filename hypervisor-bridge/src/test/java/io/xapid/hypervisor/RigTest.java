package io.xapid.hypervisor;

import static io.xapid.hypervisor.DomainState.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.HypervisorException.Reason;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Gives each test a rig with a bridge on it, takes both away again, and knows what tests often say. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class RigTest {
    protected static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000001"));
    protected static final String MAC = "52:54:00:12:34:01";

    protected HypervisorRig rig;
    protected Hypervisor hypervisor;

    /** A fresh rig. */
    protected abstract HypervisorRig rig();

    @BeforeEach
    void open() {
        rig = rig();
        hypervisor = rig.open();
    }

    @AfterEach
    void close() {
        hypervisor.close();
        rig.close();
    }

    protected void boot() {
        if (hypervisor.stateOf(VM) == CREATED) {
            hypervisor.build(VM);
        }
        hypervisor.unpause(VM);
        try {
            eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        } catch (AssertionError e) {
            throw new AssertionError(
                    "the guest does not report; it is %s; its console says: %s"
                            .formatted(hypervisor.statusOf(VM), rig.wordsOf(VM)),
                    e);
        }
    }

    protected void reopen() {
        hypervisor.close();
        hypervisor = rig.open();
    }

    protected Set<VmId> attention() {
        Set<VmId> seen = ConcurrentHashMap.newKeySet();
        hypervisor.onAttention(seen::add);
        return seen;
    }

    protected void eventuallyIs(DomainState state) {
        eventually(() -> assertThat(hypervisor.stateOf(VM)).isEqualTo(state));
    }

    protected void eventually(Runnable assertion) {
        Eventually.eventually(rig.patience(), assertion);
    }

    protected static void refused(Reason reason, ThrowingCallable verb) {
        assertThatThrownBy(verb).isInstanceOfSatisfying(HypervisorException.class, failure -> {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.getMessage()).isNotEmpty();
        });
    }

    protected static void refusedAnyhow(ThrowingCallable verb) {
        assertThatThrownBy(verb).isInstanceOf(HypervisorException.class);
    }
}
