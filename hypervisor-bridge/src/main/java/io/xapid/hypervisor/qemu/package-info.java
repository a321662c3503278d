/** Guests as QEMU processes: one each, driven over QMP, which live on when the daemon does not. */
@NullMarked
package io.xapid.hypervisor.qemu;

import org.jspecify.annotations.NullMarked;
