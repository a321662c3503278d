package io.xapid.server.config;

import java.util.Locale;

/**
 * One thing an operator can set: as an option, an environment variable, or a line of the configuration file.
 *
 * @param name as in the configuration file, such as {@code state-dir}
 * @param placeholder stands for the value in help texts; empty for a flag, which needs none
 * @param fallback what is taken when it is not set, in words
 * @param doc what it is for: one sentence
 */
public record Setting<T>(String name, String placeholder, String fallback, String doc, Parser<T> parser) {
    /** Makes sense of a value. */
    @FunctionalInterface
    public interface Parser<T> {
        /** @throws IllegalArgumentException with what a good value looks like */
        T parse(String text);
    }

    /** Such as {@code --state-dir}. */
    public String option() {
        return "--" + name;
    }

    /** Such as {@code XAPID_STATE_DIR}. */
    public String variable() {
        return "XAPID_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether it is on when it is named, with no value. */
    public boolean isFlag() {
        return placeholder.isEmpty();
    }
}
