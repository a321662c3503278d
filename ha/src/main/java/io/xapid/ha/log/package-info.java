/** The log of a single host: entries and images in one SQLite database, durable before they are acknowledged. */
@NullMarked
package io.xapid.ha.log;

import org.jspecify.annotations.NullMarked;
