/** Tests of disks and repositories, with the simulated backend behind the whole API. */
@NullMarked
package io.xapid.server.storage;

import org.jspecify.annotations.NullMarked;
