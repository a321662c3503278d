/** Guests as domains of Xen, driven through its own library and xenstore. */
@NullMarked
package io.xapid.hypervisor.xen;

import org.jspecify.annotations.NullMarked;
