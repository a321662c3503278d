/** Tasks, events, alerts and measured values. */
@NullMarked
package io.xapid.model.event;

import org.jspecify.annotations.NullMarked;
