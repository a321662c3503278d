package io.xapid.hypervisor.xen.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The contract over the xenstored of a Xen host. */
@Tag("xen")
class RealXenstoreXenTest extends XenstoreContract {
    @Override
    Path socket() {
        return Xenstore.SOCKET;
    }

    @Override
    void stop() {}
}
