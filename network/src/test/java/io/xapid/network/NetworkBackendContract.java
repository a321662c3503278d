package io.xapid.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.network.NetworkException.Kind;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every network backend keeps, whether or not it has bridges. */
public abstract class NetworkBackendContract {
    protected static final LinkName BRIDGE = new LinkName("xapi7");
    protected static final LinkName PORT = new LinkName("tap1.0");
    protected static final UUID KEEPER = UUID.fromString("9c5b2f1e-0000-4000-8000-000000000001");
    protected static final Mtu MTU = new Mtu(1_400);

    /** The backend under test, the same throughout one test, with nothing made yet. */
    protected abstract NetworkBackend backend();

    /** Expects a failure of that kind, with a sentence for operators. */
    protected static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NetworkException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .message()
                .isNotBlank();
    }

    protected static PortSpec port(LinkName name, LinkName bridge) {
        return new PortSpec(name, bridge, MTU, 0, KEEPER);
    }

    @Test
    void saysWhatItIs() {
        assertThat(backend().capabilities().name()).matches("[a-z]+");
        assertThat(backend().capabilities().remark()).isNotBlank().doesNotEndWith("."); // part of a sentence
    }

    @Test
    void takesAwayWhatWasNeverThere() {
        backend().removeBridge(BRIDGE);
        backend().unplug(PORT);
        backend().unplug(PORT);

        assertThat(backend().state().bridge(BRIDGE)).isEmpty();
        assertThat(backend().idlePorts(KEEPER)).isEmpty();
    }

    @Test
    void tellsWhatThereIs() {
        assertThat(backend().state().interfaces())
                .allSatisfy(link -> assertThat(link.mtuBytes()).isPositive())
                .extracting(HostInterface::name)
                .doesNotHaveDuplicates()
                .doesNotContain(new LinkName("lo"));
    }

    @Test
    void givesPortsThatMatchWhatItCanDo() {
        if (backend().capabilities().bridging()) {
            backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
            assertThat(backend().plug(port(PORT, BRIDGE))).isEqualTo(new Attachment.Tap(PORT));
        } else {
            assertThat(backend().plug(port(PORT, BRIDGE))).isEqualTo(new Attachment.User());
            assertFails(Kind.NOT_SUPPORTED, () -> backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU)));
            assertFails(Kind.NOT_SUPPORTED, () -> backend().join(PORT, BRIDGE));
            assertFails(Kind.NOT_SUPPORTED, () -> backend().leave(PORT));
        }
        backend().unplug(PORT);
    }
}
