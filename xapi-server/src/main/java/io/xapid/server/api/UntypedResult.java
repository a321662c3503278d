package io.xapid.server.api;

import io.xapid.model.meta.OwnForm;

/**
 * A result that has no type of the API: what an extension returns, or a parameter given back as it came.
 *
 * @param value as in {@link WireCall#parameters()}
 */
public record UntypedResult(Object value) implements OwnForm<String> {}
