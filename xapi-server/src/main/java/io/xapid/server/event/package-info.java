/** Events: what clients are told of changes, and how they wait for it. */
@NullMarked
package io.xapid.server.event;

import org.jspecify.annotations.NullMarked;
