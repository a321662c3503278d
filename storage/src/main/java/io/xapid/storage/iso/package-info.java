/** A directory of CD and floppy images, as a read-only repository. */
@NullMarked
package io.xapid.storage.iso;

import org.jspecify.annotations.NullMarked;
