/** What a host needs of a hypervisor, in words of its own: domains, disks, NICs, and the verbs that move them. */
@NullMarked
package io.xapid.hypervisor;

import org.jspecify.annotations.NullMarked;
