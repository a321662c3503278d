package io.xapid.server.vm;

import io.xapid.hypervisor.Nic;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;

/** Connects guests of this host to networks. */
public interface NetworkAccess {
    /**
     * A guest's interface.
     *
     * @param vm uuid of the VM
     * @param device position of the interface, from 0
     */
    record Interface(String vm, int device, String mac, int mtuBytes) {}

    /**
     * Makes the network be there on this host, and a port of it for the interface. Asked again it puts right what is
     * there, which is also how an interface comes to another network.
     *
     * @throws Failure the documented one, when the network cannot be reached from here
     */
    Nic.Attachment attach(Ref<Network> network, Interface nic);

    /** Ends {@link #attach}; does nothing when there is nothing to end. */
    void detach(Ref<Network> network, Interface nic);
}
