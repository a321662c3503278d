/** Tests of the QEMU bridge, with real guests. */
@NullMarked
package io.xapid.hypervisor.qemu;

import org.jspecify.annotations.NullMarked;
