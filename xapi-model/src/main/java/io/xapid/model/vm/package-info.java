/** Virtual machines and what is plugged into them. */
@NullMarked
package io.xapid.model.vm;

import org.jspecify.annotations.NullMarked;
