/** Programs that measure the packaged daemon beside the least that the same work could cost on the same machine. */
@NullMarked
package io.xapid.benchmarks;

import org.jspecify.annotations.NullMarked;
