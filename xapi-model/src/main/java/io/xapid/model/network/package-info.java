/** Networks and the interfaces of hosts. */
@NullMarked
package io.xapid.model.network;

import org.jspecify.annotations.NullMarked;
