package io.xapid.server.vm;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Vdi;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import java.util.List;

/**
 * A guest as its rows want it, in the hypervisor's words but for what is known only once it is attached: where its media
 * are, and which ports its interfaces have.
 *
 * @param bare the domain without drives and interfaces
 */
record Blueprint(Ref<Vm> vm, DomainSpec bare, List<Drive> drives, List<Port> ports) {
    Blueprint {
        drives = List.copyOf(drives);
        ports = List.copyOf(ports);
    }

    VmId id() {
        return bare.vm();
    }

    /**
     * A drive.
     *
     * @param vdi what lies in it; the null reference for an empty one
     * @param user by what name the storage knows it
     */
    record Drive(Ref<Vbd> vbd, Ref<Vdi> vdi, String user, int slot, Disk.Kind kind, boolean readOnly, Disk.Bus bus) {
        String name() {
            return DriveNames.nameOf(slot);
        }

        boolean isEmpty() {
            return vdi.isNull();
        }
    }

    /** An interface, and the network it is to be on. */
    record Port(Ref<Vif> vif, Ref<Network> network, NetworkAccess.Interface nic, Nic.Model model) {
        String name() {
            return "NIC " + nic.device();
        }
    }
}
