package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.MigrationContract;

class QemuMigrationContractTest extends MigrationContract {
    @Override
    protected HypervisorRig rig() {
        return new QemuRig();
    }

    @Override
    protected DomainState whileItArrives() {
        return DomainState.PAUSED; // there is a QEMU, which waits for the rest
    }
}
