/** The thin protocol as a client speaks it. Every decoder here is bounded. */
@NullMarked
package io.xapid.xe.wire;

import org.jspecify.annotations.NullMarked;
