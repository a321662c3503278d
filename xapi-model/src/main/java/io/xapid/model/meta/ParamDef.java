package io.xapid.model.meta;

import java.util.Optional;

/**
 * A parameter of a message, without the session.
 *
 * @param orElse the value when a caller leaves it out; empty where callers must give it
 * @param since the release that added it, where that is later than the message
 * @param secret not for logs
 */
public record ParamDef(String name, XenType<?> type, Optional<Object> orElse, Optional<Release> since, boolean secret) {

    public static ParamDef required(String name, XenType<?> type) {
        return new ParamDef(name, type, Optional.empty(), Optional.empty(), false);
    }

    ParamDef addedIn(Release release) {
        return new ParamDef(name, type, orElse, Optional.of(release), secret);
    }

    public boolean isRequired() {
        return orElse.isEmpty();
    }
}
