/**
 * The C library that drives Xen, as far as the bridge needs it. What goes in and out is JSON wherever the library has it,
 * so that no layout of its structures is known here.
 */
@NullMarked
package io.xapid.hypervisor.xen.libxl;

import org.jspecify.annotations.NullMarked;
