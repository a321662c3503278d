/** Guests that are only imagined, on hosts without hardware: for tests, trials and scale, and it says so. */
@NullMarked
package io.xapid.hypervisor.simulator;

import org.jspecify.annotations.NullMarked;
