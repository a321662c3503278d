package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.HypervisorContract;
import io.xapid.hypervisor.HypervisorRig;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** On a real Xen, in its control domain. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PvGuestsXenTest extends HypervisorContract {
    @Override
    protected HypervisorRig rig() {
        return new XenRig("pv");
    }
}
