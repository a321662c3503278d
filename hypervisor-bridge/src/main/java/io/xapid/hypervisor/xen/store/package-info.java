/** A client of xenstore, the tree of small values through which a Xen host and its guests tell each other things. */
@NullMarked
package io.xapid.hypervisor.xen.store;

import org.jspecify.annotations.NullMarked;
