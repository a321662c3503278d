/** The command line client: reads what was typed, asks a server, and ends with its status. Nothing here knows a command. */
@NullMarked
package io.xapid.xe;

import org.jspecify.annotations.NullMarked;
