/** What a class of the API is: its fields, messages, roles, failures and life cycle. */
@NullMarked
package io.xapid.model.meta;

import org.jspecify.annotations.NullMarked;
