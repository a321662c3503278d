/** What an operator can set, where it may be set, and what the daemon makes of it. */
@NullMarked
package io.xapid.server.config;

import org.jspecify.annotations.NullMarked;
