/** Storage repositories and virtual disks. */
@NullMarked
package io.xapid.model.storage;

import org.jspecify.annotations.NullMarked;
