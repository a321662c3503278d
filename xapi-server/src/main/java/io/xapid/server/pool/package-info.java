/** What makes single hosts a pool: who belongs to it, who votes, and what its hosts share. */
@NullMarked
package io.xapid.server.pool;

import org.jspecify.annotations.NullMarked;
