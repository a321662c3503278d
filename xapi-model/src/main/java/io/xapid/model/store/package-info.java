/** The pool's state: rows, transactions, snapshots, the change feed, and the log that orders and keeps it all. */
@NullMarked
package io.xapid.model.store;

import org.jspecify.annotations.NullMarked;
