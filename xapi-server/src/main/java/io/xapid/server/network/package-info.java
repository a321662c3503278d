/** Networks: their services, and how rows become bridges on this host when a guest needs them. */
@NullMarked
package io.xapid.server.network;

import org.jspecify.annotations.NullMarked;
