/** Linux bridges and taps, driven through the ip tool. */
@NullMarked
package io.xapid.network.bridge;

import org.jspecify.annotations.NullMarked;
