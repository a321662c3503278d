/** Image formats, read from their bytes. */
@NullMarked
package io.xapid.storage.format;

import org.jspecify.annotations.NullMarked;
