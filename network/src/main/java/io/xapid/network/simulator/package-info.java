/** Bridges and ports that live in memory and keep the rules of real ones. */
@NullMarked
package io.xapid.network.simulator;

import org.jspecify.annotations.NullMarked;
