/** User-mode networking, for a daemon that may not make bridges. */
@NullMarked
package io.xapid.network.user;

import org.jspecify.annotations.NullMarked;
