package io.xapid.server.cli;

import java.util.List;

/** A call failed. */
final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<String> description;
    private final String backtrace;

    /** @param description the code and its parameters */
    ApiFailure(List<String> description) {
        this(description, "");
    }

    /** @param backtrace what a task kept of where it failed; empty when nothing is known */
    ApiFailure(List<String> description, String backtrace) {
        super(description.get(0));
        this.description = List.copyOf(description);
        this.backtrace = backtrace.equals("()") ? "" : backtrace;
    }

    String code() {
        return description.get(0);
    }

    List<String> parameters() {
        return description.subList(1, description.size());
    }

    String backtrace() {
        return backtrace;
    }
}
