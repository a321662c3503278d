@NullMarked
package io.xapid.hypervisor.xen.store;

import org.jspecify.annotations.NullMarked;
