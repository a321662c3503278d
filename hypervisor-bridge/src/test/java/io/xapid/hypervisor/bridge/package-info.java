/** Tests of what bridges share. */
@NullMarked
package io.xapid.hypervisor.bridge;

import org.jspecify.annotations.NullMarked;
