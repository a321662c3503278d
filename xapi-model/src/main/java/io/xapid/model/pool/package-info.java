/** The pool as a whole: updates, certificates, clusters, recovery. */
@NullMarked
package io.xapid.model.pool;

import org.jspecify.annotations.NullMarked;
