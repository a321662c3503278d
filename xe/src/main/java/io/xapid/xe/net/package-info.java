/** Connections to a server: plain, through TLS, and through a socket of this machine. */
@NullMarked
package io.xapid.xe.net;

import org.jspecify.annotations.NullMarked;
