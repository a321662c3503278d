/** Tests of networks and NICs, with the simulated backend behind the whole API. */
@NullMarked
package io.xapid.server.network;

import org.jspecify.annotations.NullMarked;
