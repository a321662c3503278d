package io.xapid.model.meta;

import java.util.List;
import java.util.stream.Stream;

/**
 * A documented failure of the API: a code and its parameters, in the order the wire promises.
 *
 * <p>It is an answer to the client and no defect, so it carries no stack trace.
 */
public abstract class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<String> parameters;

    protected Failure(String code, Object... parameters) {
        super(code, null, false, false);
        this.code = code;
        this.parameters = Stream.of(parameters).map(String::valueOf).toList();
    }

    /** A failure as it was told somewhere else: its code, then its parameters. */
    public static Failure told(List<String> description) {
        return new Told(description.isEmpty() ? List.of("INTERNAL_ERROR") : description);
    }

    private static final class Told extends Failure {
        private static final long serialVersionUID = 1L;

        Told(List<String> description) {
            super(description.get(0), description.subList(1, description.size()).toArray());
        }
    }

    public String code() {
        return code;
    }

    public List<String> parameters() {
        return parameters;
    }

    /** Code and parameters, as {@code ErrorDescription} and {@code error_info} hold them. */
    public List<String> description() {
        return Stream.concat(Stream.of(code), parameters.stream()).toList();
    }

    @Override
    public String getMessage() {
        return code + parameters;
    }
}
