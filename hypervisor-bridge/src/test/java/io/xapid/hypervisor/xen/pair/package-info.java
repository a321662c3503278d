/** Tests that need two Xen hosts that see each other, and what they are made of. */
@NullMarked
package io.xapid.hypervisor.xen.pair;

import org.jspecify.annotations.NullMarked;
