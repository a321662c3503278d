package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.MigrationContract;

class SimulatedMigrationContractTest extends MigrationContract {
    @Override
    protected HypervisorRig rig() {
        return new SimulatorRig();
    }
}
