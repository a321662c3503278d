package io.xapid.server.vm;

import java.util.Optional;

/** One reason for which a host may not take a VM. */
@FunctionalInterface
interface HostFilter {
    Optional<Refusal> refuse(HostView host, VmView vm);
}
