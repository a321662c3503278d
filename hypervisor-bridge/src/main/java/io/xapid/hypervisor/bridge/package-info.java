/** What bridges to real hypervisors share: guests' folders, word of guests that need a look, errands. */
@NullMarked
package io.xapid.hypervisor.bridge;

import org.jspecify.annotations.NullMarked;
