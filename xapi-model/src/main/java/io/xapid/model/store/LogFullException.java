package io.xapid.model.store;

/** The log has no room for an entry. It takes entries again by itself, once there is room. */
public final class LogFullException extends LogException {
    private static final long serialVersionUID = 1L;

    private final String location;

    /** @param location where room is wanting, in words for an operator */
    public LogFullException(String location, String message, Throwable cause) {
        super(message, cause);
        this.location = location;
    }

    public String location() {
        return location;
    }
}
