package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.GuestSignals.Trigger;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.SignalsContract;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** On a real Xen, in its control domain. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HvmSignalsXenTest extends SignalsContract {
    @Override
    protected HypervisorRig rig() {
        return new XenRig("hvm");
    }

    @Override
    protected boolean isThere(Trigger trigger) {
        return XenSignals.objection(trigger, "hvm").isEmpty();
    }
}
