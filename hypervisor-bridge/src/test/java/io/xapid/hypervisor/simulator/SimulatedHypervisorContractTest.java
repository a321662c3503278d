package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.HypervisorContract;
import io.xapid.hypervisor.HypervisorRig;

class SimulatedHypervisorContractTest extends HypervisorContract {
    @Override
    protected HypervisorRig rig() {
        return new SimulatorRig();
    }
}
