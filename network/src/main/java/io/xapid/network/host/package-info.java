/** Facts about this host's network, and the tool that tells and changes them. */
@NullMarked
package io.xapid.network.host;

import org.jspecify.annotations.NullMarked;
