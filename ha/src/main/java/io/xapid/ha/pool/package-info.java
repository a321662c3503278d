/**
 * How the hosts of a pool agree on one log: Raft (MicroRaft's), its journal, and the connections between the hosts that
 * vote. What was agreed on goes into each host's own log, from which its state is made as on a host that is alone.
 */
@NullMarked
package io.xapid.ha.pool;

import org.jspecify.annotations.NullMarked;
