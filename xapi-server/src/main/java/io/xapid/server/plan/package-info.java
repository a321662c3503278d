/** Operations as lists of named steps, each with its way back, and the runner that takes them. */
@NullMarked
package io.xapid.server.plan;

import org.jspecify.annotations.NullMarked;
