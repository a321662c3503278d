package io.xapid.server.wire;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** A handler's no, as the client is to see it: an HTTP status and a line that explains. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;
    private final String explanation;

    /** @param explanation for the client; empty when the status says it all */
    public Refusal(int status, String explanation) {
        this(status, Map.of(), explanation);
    }

    public Refusal(int status, Map<String, String> headers, String explanation) {
        super("HTTP status " + status + " " + explanation, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.explanation = explanation;
    }

    /** Something in the request is missing or makes no sense. */
    public static Refusal badRequest(String explanation) {
        return new Refusal(HttpStatus.BAD_REQUEST_400, explanation);
    }

    /** What the request is about is not there. */
    public static Refusal notFound(String explanation) {
        return new Refusal(HttpStatus.NOT_FOUND_404, explanation);
    }

    /** The object is in a state in which the request makes no sense: what the original tells as any exception. */
    public static Refusal failed(String explanation) {
        return new Refusal(HttpStatus.INTERNAL_SERVER_ERROR_500, explanation);
    }

    public static Refusal notImplemented(String explanation) {
        return new Refusal(HttpStatus.NOT_IMPLEMENTED_501, explanation);
    }

    public static Refusal unavailable(String explanation) {
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, explanation);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String explanation() {
        return explanation;
    }
}
