/** Holds the model against the published API. */
@NullMarked
package io.xapid.model;

import org.jspecify.annotations.NullMarked;
