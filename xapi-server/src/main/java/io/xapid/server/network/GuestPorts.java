package io.xapid.server.network;

import io.xapid.hypervisor.Nic;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.network.Attachment;
import io.xapid.network.NetworkException;
import io.xapid.server.vm.NetworkAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects guests of this host to networks, by ports that are named after the guest and the position of its NIC. */
public final class GuestPorts implements NetworkAccess {
    private static final Logger log = LoggerFactory.getLogger(GuestPorts.class);

    private final Store store;
    private final HostNetworks networks;

    public GuestPorts(Store store, HostNetworks networks) {
        this.store = store;
        this.networks = networks;
    }

    @Override
    public Nic.Attachment attach(Ref<Network> network, Interface nic) {
        Row<Network> row = store.snapshot()
                .find(Network.CLASS, network)
                .orElseThrow(() -> new CallFailure.HandleInvalid("network", network.value()));
        try {
            Attachment attachment = networks.plug(row, portName(nic), nic.mtuBytes());
            return attachment instanceof Attachment.Tap tap
                    ? new Nic.Attachment.Tap(tap.name().text())
                    : new Nic.Attachment.UserMode();
        } catch (NetworkException unreachable) {
            log.warn("network {} cannot be reached: {}", row.get(Network.UUID), unreachable.getMessage());
            throw new NetworkFailure.BridgeNotAvailable(row.get(Network.BRIDGE));
        }
    }

    @Override
    public void detach(Ref<Network> network, Interface nic) {
        networks.unplug(portName(nic));
    }

    /** At most 15 characters, as the kernel wants it: enough of the uuid that no two guests of a host share it. */
    static String portName(Interface nic) {
        return portsOf(nic.vm()) + nic.device();
    }

    /** What the names of all ports of a guest begin with; the position of the NIC follows. */
    static String portsOf(String vm) {
        return "v" + vm.replace("-", "").substring(0, 10) + ".";
    }
}
