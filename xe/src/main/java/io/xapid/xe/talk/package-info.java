/** What a server orders, done: text, files, questions and consoles. */
@NullMarked
package io.xapid.xe.talk;

import org.jspecify.annotations.NullMarked;
