package io.xapid.server.vm;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Store;

/** What jobs about guests work with on this host. */
record Workshop(
        Store store,
        Ref<Host> here,
        Hypervisor hypervisor,
        DomainSpecs specs,
        DiskAccess disks,
        NetworkAccess networks,
        GuestWatch watch,
        ConsoleRows consoles) {

    StartVm startVm() {
        return new StartVm(hypervisor, disks, networks);
    }

    StopVm stopVm() {
        return new StopVm(hypervisor, disks, networks);
    }
}
