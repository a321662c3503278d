/** Finds out which network backend works here. */
@NullMarked
package io.xapid.network.detect;

import org.jspecify.annotations.NullMarked;
