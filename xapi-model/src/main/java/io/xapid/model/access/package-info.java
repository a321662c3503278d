/** Sessions, users and what they may do. */
@NullMarked
package io.xapid.model.access;

import org.jspecify.annotations.NullMarked;
