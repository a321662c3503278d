package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorContract;
import io.xapid.hypervisor.HypervisorRig;

class QemuHypervisorContractTest extends HypervisorContract {
    @Override
    protected HypervisorRig rig() {
        return new QemuRig();
    }
}
