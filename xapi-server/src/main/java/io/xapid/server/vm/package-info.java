/** Guests and their devices: what may be done with them, where they run, and the plans that bring them to life and end them. */
@NullMarked
package io.xapid.server.vm;

import org.jspecify.annotations.NullMarked;
