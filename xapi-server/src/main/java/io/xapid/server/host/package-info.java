/** The machine that the daemon runs on, the rows that describe it, and what classes host and pool answer. */
@NullMarked
package io.xapid.server.host;

import org.jspecify.annotations.NullMarked;
