/** The list of what the API consists of. */
@NullMarked
package io.xapid.model;

import org.jspecify.annotations.NullMarked;
