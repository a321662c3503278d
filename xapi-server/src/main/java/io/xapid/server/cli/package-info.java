/** The server's half of {@code xe}: the thin protocol, and the commands behind it. */
@NullMarked
package io.xapid.server.cli;

import org.jspecify.annotations.NullMarked;
