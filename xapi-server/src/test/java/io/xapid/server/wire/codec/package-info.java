/** Calls and answers as bytes: XML-RPC and JSON-RPC read with bounds, and written straight from rows. */
@NullMarked
package io.xapid.server.wire.codec;

import org.jspecify.annotations.NullMarked;
