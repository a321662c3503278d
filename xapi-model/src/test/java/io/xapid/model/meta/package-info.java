/** Tries what definitions are made of. */
@NullMarked
package io.xapid.model.meta;

import org.jspecify.annotations.NullMarked;
