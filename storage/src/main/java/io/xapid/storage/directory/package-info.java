/** Volumes as QCOW2 files in a directory: thin, with clones and snapshots by backing files. */
@NullMarked
package io.xapid.storage.directory;

import org.jspecify.annotations.NullMarked;
