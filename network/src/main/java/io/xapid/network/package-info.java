/** A host's networks: bridges wanted and present, and the SPI that every network backend implements. */
@NullMarked
package io.xapid.network;

import org.jspecify.annotations.NullMarked;
