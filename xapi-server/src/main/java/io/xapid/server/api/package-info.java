/** From a decoded call to its answer: sessions, roles, arguments, tasks, implicit messages, and the way to services. */
@NullMarked
package io.xapid.server.api;

import org.jspecify.annotations.NullMarked;
