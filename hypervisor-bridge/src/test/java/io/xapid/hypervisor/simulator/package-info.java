/** Tests of the simulator. */
@NullMarked
package io.xapid.hypervisor.simulator;

import org.jspecify.annotations.NullMarked;
