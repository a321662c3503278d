package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.MigrationContract;

class QemuMigrationContractTest extends MigrationContract {
    @Override
    protected HypervisorRig rig() {
        return new QemuRig();
    }
}
