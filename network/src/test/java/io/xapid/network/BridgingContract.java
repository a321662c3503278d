package io.xapid.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.network.NetworkException.Kind;
import io.xapid.network.NetworkState.Bridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every network backend keeps that has bridges. */
public abstract class BridgingContract extends NetworkBackendContract {
    protected static final LinkName OTHER_BRIDGE = new LinkName("xapi8");

    /** A NIC that nothing depends on. */
    protected abstract LinkName freeNic();

    /** A NIC by which this host has an address. */
    protected abstract LinkName hostNic();

    protected final Bridge bridge(LinkName name) {
        return backend().state().bridge(name).orElseThrow();
    }

    private Optional<LinkName> bridgeOf(LinkName link) {
        return backend().state().find(link).orElseThrow().bridge();
    }

    @Test
    void makesABridgeOnceAndKeepsIt() {
        var spec = BridgeSpec.internal(BRIDGE, MTU);
        backend().ensureBridge(spec);
        backend().ensureBridge(spec);

        assertThat(backend().capabilities().bridging()).isTrue();
        assertThat(bridge(BRIDGE)).isEqualTo(new Bridge(BRIDGE, MTU.bytes(), true, true, List.of(), List.of()));
        assertThat(backend().state().find(BRIDGE).orElseThrow().kind()).isEqualTo("bridge");
        backend().removeBridge(BRIDGE);
        assertThat(backend().state().bridges()).isEmpty();
        assertThat(backend().state().find(BRIDGE)).isEmpty();
    }

    @Test
    void changesABridgeToWhatIsWanted() {
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend().ensureBridge(new BridgeSpec(BRIDGE, new Mtu(1_300), Optional.of(freeNic())));
        assertThat(bridge(BRIDGE).mtuBytes()).isEqualTo(1_300);
        assertThat(bridge(BRIDGE).uplinks()).containsExactly(freeNic());

        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        assertThat(bridge(BRIDGE).mtuBytes()).isEqualTo(MTU.bytes());
        assertThat(bridge(BRIDGE).uplinks()).isEmpty();
        assertThat(bridgeOf(freeNic())).isEmpty();
    }

    @Test
    void leavesTheUplinkBehindWhenABridgeGoes() {
        backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(freeNic())));
        assertThat(bridgeOf(freeNic())).contains(BRIDGE);

        backend().removeBridge(BRIDGE);
        assertThat(bridgeOf(freeNic())).isEmpty();
    }

    @Test
    void neverTakesTheHostOffItsNetwork() {
        HostInterface before = backend().state().find(hostNic()).orElseThrow();

        assertFails(Kind.UNSAFE, () -> backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(hostNic()))));
        assertThat(backend().state().find(hostNic())).contains(before);
        assertThat(backend().state().bridges()).isEmpty();
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        assertFails(Kind.UNSAFE, () -> backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(hostNic()))));
        assertThat(bridge(BRIDGE).uplinks()).isEmpty();
    }

    @Test
    void refusesUplinksThatCannotBe() {
        assertFails(
                Kind.NOT_FOUND,
                () -> backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(new LinkName("eth77")))));
        assertThat(backend().state().bridges()).isEmpty();

        backend().ensureBridge(new BridgeSpec(OTHER_BRIDGE, MTU, Optional.of(freeNic())));
        assertFails(Kind.IN_USE, () -> backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(freeNic()))));
        assertFails(Kind.INVALID, () -> backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(OTHER_BRIDGE))));
    }

    @Test
    void keepsItsHandsOffNames() {
        assertFails(Kind.EXISTS, () -> backend().ensureBridge(BridgeSpec.internal(freeNic(), MTU)));
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        assertFails(Kind.EXISTS, () -> backend().plug(port(freeNic(), BRIDGE)));
        assertFails(Kind.EXISTS, () -> backend().plug(port(BRIDGE, BRIDGE)));
        assertFails(Kind.EXISTS, () -> backend().join(freeNic(), BRIDGE));

        backend().unplug(freeNic());
        backend().unplug(BRIDGE);
        backend().leave(freeNic());
        backend().removeBridge(freeNic());
        assertThat(backend().state().find(freeNic())).isPresent();
        assertThat(bridge(BRIDGE).ports()).isEmpty();
    }

    @Test
    void plugsPortsAndUnplugsThem() {
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        Attachment first = backend().plug(port(PORT, BRIDGE));

        assertThat(first).isEqualTo(new Attachment.Tap(PORT));
        assertThat(backend().plug(port(PORT, BRIDGE))).isEqualTo(first);
        assertThat(bridge(BRIDGE).ports()).containsExactly(PORT);
        assertThat(bridge(BRIDGE).uplinks()).isEmpty();
        assertThat(backend().state().find(PORT).orElseThrow().ours()).isTrue();
        assertThat(backend().counters()).containsKeys(PORT, BRIDGE);

        backend().unplug(PORT);
        backend().unplug(PORT);
        assertThat(backend().state().find(PORT)).isEmpty();
        assertThat(bridge(BRIDGE).ports()).isEmpty();
    }

    @Test
    void tellsWhosePortsThereAre() {
        var ofAnother = new LinkName("tap1.1");
        UUID other = UUID.fromString("9c5b2f1e-0000-4000-8000-000000000002");
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend().plug(port(PORT, BRIDGE));
        backend().plug(new PortSpec(ofAnother, BRIDGE, MTU, 0, other));

        assertThat(bridge(BRIDGE).ports()).containsExactlyInAnyOrder(PORT, ofAnother);
        assertThat(backend().idlePorts(KEEPER)).containsExactly(PORT);
        assertThat(backend().idlePorts(other)).containsExactly(ofAnother);
        backend().plug(port(ofAnother, BRIDGE)); // who made it keeps it
        backend().leave(PORT);
        assertThat(backend().idlePorts(KEEPER)).containsExactly(PORT);

        backend().unplug(PORT);
        assertThat(backend().idlePorts(KEEPER)).isEmpty();
    }

    @Test
    void plugsNothingIntoABridgeThatIsNotThere() {
        assertFails(Kind.NOT_FOUND, () -> backend().plug(port(PORT, BRIDGE)));
        assertThat(backend().state().find(PORT)).isEmpty();
        assertFails(Kind.INVALID, () -> backend().plug(new PortSpec(PORT, BRIDGE, MTU, -1, KEEPER)));
    }

    @Test
    void plugsAPortTogetherWithItsBridge() {
        var wanted = BridgeSpec.internal(BRIDGE, MTU);
        for (int time = 0; time < 2; time++) { // all to be made; nothing to be done
            assertThat(backend().plug(wanted, port(PORT, BRIDGE))).isEqualTo(new Attachment.Tap(PORT));
            assertThat(bridge(BRIDGE)).isEqualTo(new Bridge(BRIDGE, MTU.bytes(), true, true, List.of(), List.of(PORT)));
        }

        var other = new BridgeSpec(BRIDGE, new Mtu(1_300), Optional.of(freeNic()));
        backend().plug(other, port(PORT, BRIDGE));
        assertThat(bridge(BRIDGE).mtuBytes()).isEqualTo(1_300);
        assertThat(bridge(BRIDGE).uplinks()).containsExactly(freeNic());

        assertFails(Kind.EXISTS, () -> backend().plug(BridgeSpec.internal(freeNic(), MTU), port(PORT, freeNic())));
        assertFails(Kind.EXISTS, () -> backend().plug(wanted, port(BRIDGE, BRIDGE)));
        assertThat(bridge(BRIDGE).ports()).containsExactly(PORT);
    }

    @Test
    void movesPortsBetweenBridges() {
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend().ensureBridge(BridgeSpec.internal(OTHER_BRIDGE, MTU));
        backend().plug(port(PORT, BRIDGE));

        backend().join(PORT, OTHER_BRIDGE);
        assertThat(bridgeOf(PORT)).contains(OTHER_BRIDGE);
        backend().leave(PORT);
        backend().leave(PORT);
        assertThat(bridgeOf(PORT)).isEmpty();
        backend().join(PORT, BRIDGE);
        assertThat(bridgeOf(PORT)).contains(BRIDGE);
        assertThat(backend().state().find(PORT).orElseThrow().up()).isTrue();
        assertFails(Kind.NOT_FOUND, () -> backend().join(new LinkName("tap9.9"), BRIDGE));
        assertFails(Kind.NOT_FOUND, () -> backend().join(PORT, new LinkName("xapi77")));
    }

    @Test
    void removesNoBridgeThatGuestsUse() {
        backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        backend().plug(port(PORT, BRIDGE));

        assertFails(Kind.IN_USE, () -> backend().removeBridge(BRIDGE));
        backend().unplug(PORT);
        backend().removeBridge(BRIDGE);
        assertThat(backend().state().bridges()).isEmpty();
    }

    @Test
    void followsAPlan() {
        var plan = new NetworkPlan(
                List.of(new BridgeSpec(BRIDGE, MTU, Optional.of(freeNic())), BridgeSpec.internal(OTHER_BRIDGE, MTU)));
        List<NetworkChange> changes = NetworkChange.between(backend().state(), plan);
        NetworkChange.applyAll(changes, backend());

        assertThat(changes).hasSize(2);
        assertThat(NetworkChange.between(backend().state(), plan)).isEmpty();

        backend().plug(port(PORT, OTHER_BRIDGE));
        var nothing = new NetworkPlan(List.of());
        NetworkChange.applyAll(NetworkChange.between(backend().state(), nothing), backend());
        assertThat(backend().state().bridges())
                .as("what guests use stays")
                .extracting(Bridge::name)
                .containsExactly(OTHER_BRIDGE);
    }

    @Test
    void undoesAPlanThatFails() {
        backend().ensureBridge(new BridgeSpec(BRIDGE, MTU, Optional.of(freeNic())));
        Bridge before = bridge(BRIDGE);
        var plan = new NetworkPlan(List.of(
                BridgeSpec.internal(new LinkName("xapi9"), MTU),
                new BridgeSpec(OTHER_BRIDGE, MTU, Optional.of(hostNic()))));
        List<NetworkChange> changes = NetworkChange.between(backend().state(), plan);

        assertThat(changes).hasSize(3);
        assertFails(Kind.UNSAFE, () -> NetworkChange.applyAll(changes, backend()));
        assertThat(backend().state().bridges()).containsExactly(before);
    }

    @Test
    void servesManyThreads() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var plugged = new ArrayList<LinkName>();
        try {
            var work = new ArrayList<Callable<Attachment>>();
            for (int i = 0; i < 8; i++) {
                var port = new LinkName("tap1." + i);
                plugged.add(port);
                work.add(() -> {
                    backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
                    return backend().plug(port(port, BRIDGE));
                });
            }
            for (Future<Attachment> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(bridge(BRIDGE).ports()).containsExactlyInAnyOrderElementsOf(plugged);
    }

    @Test
    void doesNothingForAThreadThatWasInterrupted() {
        Thread.currentThread().interrupt();
        try {
            backend().ensureBridge(BridgeSpec.internal(BRIDGE, MTU));
        } catch (NetworkException e) {
            assertThat(e.kind()).isEqualTo(Kind.CANCELLED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(backend().state().bridge(BRIDGE).map(Bridge::up).orElse(true))
                .as("all of a bridge, or nothing")
                .isTrue();
    }
}
