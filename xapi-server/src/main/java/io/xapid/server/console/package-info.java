/** Guests' screens and serial lines, brought to clients that CONNECT to them or open a WebSocket. */
@NullMarked
package io.xapid.server.console;

import org.jspecify.annotations.NullMarked;
