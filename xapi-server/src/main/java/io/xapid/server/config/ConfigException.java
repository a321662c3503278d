package io.xapid.server.config;

/** What the operator asked for makes no sense. The message is one line that says what and where. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }
}
