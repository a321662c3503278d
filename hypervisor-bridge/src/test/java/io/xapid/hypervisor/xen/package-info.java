/** Tests of the Xen bridge; those tagged {@code xen} need a Xen host. */
@NullMarked
package io.xapid.hypervisor.xen;

import org.jspecify.annotations.NullMarked;
