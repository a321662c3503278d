package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.SignalsContract;

class SimulatedSignalsContractTest extends SignalsContract {
    @Override
    protected HypervisorRig rig() {
        return new SimulatorRig();
    }
}
