package io.xapid.network;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A host's ability to connect guests.
 *
 * <p>{@link #ensureBridge} makes a network exist here; {@link #plug} gives a guest's NIC its port, before the guest
 * starts; {@link #unplug} takes the port away, after the guest is gone. Verbs that take something away are idempotent,
 * and take away nothing that this daemon did not make. The host's own NICs stay as they are, but for one without
 * addresses that is named as an uplink.
 *
 * <p>Nothing here outlives a reboot of the host, and everything outlives the daemon. All methods may be called from any
 * thread; an interrupt ends them early.
 */
public interface NetworkBackend {

    /** What this backend can do. Touches nothing. */
    NetworkCapabilities capabilities();

    /** What there is, asked of the kernel and never of a cache. */
    NetworkState state();

    /**
     * Makes a bridge be there as specified, whatever of it is there already. A bridge that somebody else made serves as
     * it is. Fails with UNSAFE if the uplink has addresses or default routes: they would stop working.
     */
    void ensureBridge(BridgeSpec spec);

    /** Removes a bridge that this daemon made. Fails with IN_USE while ports are on it. Its uplink stays. */
    void removeBridge(LinkName bridge);

    /**
     * Makes a port for a guest's NIC, on its bridge and up. If it is there already, it is put right. Fails with
     * NOT_FOUND if there is no such bridge, and EXISTS if something else has the name.
     */
    Attachment plug(PortSpec port);

    /**
     * Makes a bridge be there, and a port on it: {@link #ensureBridge} and {@link #plug} in one, for backends that do
     * that faster.
     */
    default Attachment plug(BridgeSpec bridge, PortSpec port) {
        ensureBridge(bridge);
        return plug(port);
    }

    /** Removes a port, even under the hands of a guest. */
    void unplug(LinkName port);

    /**
     * The ports made for this keeper that no hypervisor is seen to have open: those of guests that are gone, and those of
     * guests that are about to start.
     */
    Set<LinkName> idlePorts(UUID keeper);

    /** Moves a port to a bridge, without the guest noticing. */
    void join(LinkName port, LinkName bridge);

    /** Takes a port off its bridge, if it is on one, so that nothing passes; the guest keeps its NIC. */
    void leave(LinkName port);

    /** What has passed through every interface. */
    Map<LinkName, Counters> counters();
}
