package io.xapid.server.cli;

import java.util.List;

/** A call failed. */
final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<String> description;

    /** @param description the code and its parameters */
    ApiFailure(List<String> description) {
        super(description.get(0));
        this.description = List.copyOf(description);
    }

    String code() {
        return description.get(0);
    }

    List<String> parameters() {
        return description.subList(1, description.size());
    }
}
