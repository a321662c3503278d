package io.xapid.network;

import io.xapid.network.NetworkState.Bridge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** One difference between a plan and what there is, with the way there and back. */
public sealed interface NetworkChange {

    void apply(NetworkBackend backend);

    /** Undoes {@link #apply}, also where that failed half-way. */
    void undo(NetworkBackend backend);

    /**
     * A bridge is to be made or changed.
     *
     * @param before what it was, if it was there
     */
    record Ensure(BridgeSpec wanted, Optional<BridgeSpec> before) implements NetworkChange {
        @Override
        public void apply(NetworkBackend backend) {
            backend.ensureBridge(wanted);
        }

        @Override
        public void undo(NetworkBackend backend) {
            before.ifPresentOrElse(backend::ensureBridge, () -> backend.removeBridge(wanted.name()));
        }
    }

    /** A bridge is to go. */
    record Remove(BridgeSpec before) implements NetworkChange {
        @Override
        public void apply(NetworkBackend backend) {
            backend.removeBridge(before.name());
        }

        @Override
        public void undo(NetworkBackend backend) {
            backend.ensureBridge(before);
        }
    }

    /**
     * What to do to get from here to the plan, removals first, so that an uplink is free for its next bridge. Bridges
     * that somebody else made are left alone, and so are ours that nobody wants but guests still use.
     */
    static List<NetworkChange> between(NetworkState state, NetworkPlan plan) {
        var changes = new ArrayList<NetworkChange>();
        var planned = new HashSet<LinkName>();
        plan.bridges().forEach(bridge -> planned.add(bridge.name()));
        for (Bridge bridge : state.bridges()) {
            if (bridge.ours() && bridge.ports().isEmpty() && !planned.contains(bridge.name())) {
                changes.add(new Remove(asIs(bridge)));
            }
        }
        for (BridgeSpec wanted : plan.bridges()) {
            Optional<Bridge> bridge = state.bridge(wanted.name());
            Optional<BridgeSpec> before = bridge.map(NetworkChange::asIs);
            boolean right = bridge.isPresent()
                    && (!bridge.get().ours() || (bridge.get().up() && before.equals(Optional.of(wanted))));
            if (!right) {
                changes.add(new Ensure(wanted, before));
            }
        }
        return List.copyOf(changes);
    }

    private static BridgeSpec asIs(Bridge bridge) {
        return new BridgeSpec(
                bridge.name(),
                new Mtu(bridge.mtuBytes()),
                bridge.uplinks().stream().findFirst());
    }

    /**
     * Makes all the changes, or none: if one fails, it and those before it are undone, last first, and the failure is
     * thrown, with what else went wrong on the way back.
     */
    static void applyAll(List<NetworkChange> changes, NetworkBackend backend) {
        var begun = new ArrayList<NetworkChange>();
        try {
            for (NetworkChange change : changes) {
                begun.add(0, change); // before acting: one that fails half-way is undone too
                change.apply(backend);
            }
        } catch (RuntimeException failure) {
            for (NetworkChange change : begun) {
                try {
                    change.undo(backend);
                } catch (RuntimeException alsoFailed) {
                    failure.addSuppressed(alsoFailed);
                }
            }
            throw failure;
        }
    }
}
