@NullMarked
package io.xapid.server.pool;

import org.jspecify.annotations.NullMarked;
