/** Repositories that live in memory and keep the rules of real ones. */
@NullMarked
package io.xapid.storage.simulator;

import org.jspecify.annotations.NullMarked;
