/** Writes the description of the API that clients and people read, and checks the committed one. */
@NullMarked
package io.xapid.model.reference;

import org.jspecify.annotations.NullMarked;
