/** The contract that every bridge keeps, and what it needs. */
@NullMarked
package io.xapid.hypervisor;

import org.jspecify.annotations.NullMarked;
