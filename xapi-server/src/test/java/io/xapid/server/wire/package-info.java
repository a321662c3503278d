/** The daemon's front door: HTTP and HTTPS listeners, calls, and the way to handlers of raw streams. */
@NullMarked
package io.xapid.server.wire;

import org.jspecify.annotations.NullMarked;
