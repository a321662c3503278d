/** Kits for the store's interfaces, and tests of the store. */
@NullMarked
package io.xapid.model.store;

import org.jspecify.annotations.NullMarked;
