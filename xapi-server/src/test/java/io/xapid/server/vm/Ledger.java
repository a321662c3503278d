package io.xapid.server.vm;

import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Vdi;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Notes what is attached for guests and not detached again. It belongs to the world, and outlives the daemon. */
final class Ledger {
    private final Set<String> disks = new ConcurrentSkipListSet<>();
    private final Map<String, String> ports = new ConcurrentSkipListMap<>();

    /** Users of disks. */
    Set<String> disksInUse() {
        return Set.copyOf(disks);
    }

    /** Guests' uuids and positions of their interfaces. */
    Set<String> portsInUse() {
        return Set.copyOf(ports.keySet());
    }

    /** The same, and to which network each is connected. */
    Map<String, String> connections() {
        return Map.copyOf(ports);
    }

    static String port(String vm, int device) {
        return vm + "/" + device;
    }

    DiskAccess of(DiskAccess inner) {
        return new DiskAccess() {
            @Override
            public Medium attach(Ref<Vdi> vdi, String user, boolean readOnly) {
                Medium medium = inner.attach(vdi, user, readOnly);
                disks.add(user);
                return medium;
            }

            @Override
            public void detach(Ref<Vdi> vdi, String user) {
                inner.detach(vdi, user);
                disks.remove(user);
            }
        };
    }

    NetworkAccess of(NetworkAccess inner) {
        return new NetworkAccess() {
            @Override
            public Nic.Attachment attach(Ref<Network> network, Interface nic) {
                Nic.Attachment attachment = inner.attach(network, nic);
                ports.put(port(nic.vm(), nic.device()), network.value());
                return attachment;
            }

            @Override
            public void detach(Ref<Network> network, Interface nic) {
                inner.detach(network, nic);
                ports.remove(port(nic.vm(), nic.device()));
            }
        };
    }
}
