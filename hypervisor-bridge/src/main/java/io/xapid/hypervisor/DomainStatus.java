package io.xapid.hypervisor;

import java.time.Instant;
import java.util.Optional;

/**
 * A domain's state and what is known about how it came to it.
 *
 * @param detail why, for operators; empty when there is nothing to add
 * @param bootedAt when the guest last started from its beginning, as far as the bridge saw it
 * @param resets how often it started from its beginning again since it was built, as far as the bridge saw it
 */
public record DomainStatus(DomainState state, String detail, Optional<Instant> bootedAt, long resets) {

    /** There is no such domain. */
    public static final DomainStatus ABSENT = new DomainStatus(DomainState.ABSENT, "", Optional.empty(), 0);
}
