/** The daemon as a whole: how it starts, what it is made of, how it stops. */
@NullMarked
package io.xapid.server;

import org.jspecify.annotations.NullMarked;
