/** Tests of the log that hosts have in common. */
@NullMarked
package io.xapid.ha.pool;

import org.jspecify.annotations.NullMarked;
