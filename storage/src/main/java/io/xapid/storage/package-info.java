/** Disks and images as a host sees them: repositories of volumes, and the SPI that every storage backend implements. */
@NullMarked
package io.xapid.storage;

import org.jspecify.annotations.NullMarked;
