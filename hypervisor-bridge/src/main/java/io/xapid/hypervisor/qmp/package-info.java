/** Talks with the monitors of QEMU processes, whoever started them. */
@NullMarked
package io.xapid.hypervisor.qmp;

import org.jspecify.annotations.NullMarked;
