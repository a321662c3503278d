/** Hosts and their hardware. */
@NullMarked
package io.xapid.model.host;

import org.jspecify.annotations.NullMarked;
