package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.SignalsContract;

class QemuSignalsContractTest extends SignalsContract {
    @Override
    protected HypervisorRig rig() {
        return new QemuRig();
    }
}
