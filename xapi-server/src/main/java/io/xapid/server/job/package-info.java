/** Durable orders to a host: made in one transaction, carried out as plans, ended in one transaction, settled after a crash. */
@NullMarked
package io.xapid.server.job;

import org.jspecify.annotations.NullMarked;
