package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The pages people see: errors, and a greeting for those who point a browser at the daemon. */
final class HtmlPages implements Request.Handler {
    static final HttpField NO_CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache, no-store");

    private static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html");
    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");
    private static final Map<Integer, String> REASONS = Map.of(
            400, "Bad Request",
            401, "Unauthorised",
            403, "Forbidden",
            404, "Not Found",
            408, "Request Timeout",
            431, "Request Header Fields Too Large",
            500, "Internal Error",
            501, "Method not implemented",
            503, "Service Unavailable");

    /** Jetty comes here with what it refuses itself, such as a header that is too large. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() == 0 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : response.getStatus();
        boolean explain = status < HttpStatus.INTERNAL_SERVER_ERROR_500;
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        error(response, callback, status, explain && message != null ? message.toString() : "");
        return true;
    }

    /** Answers with an error and ends the connection. */
    static void error(Response response, Callback callback, int status, String information) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(CLOSE);
        page(response, callback, errorPage(status, information));
    }

    /** Greets. */
    static void welcome(Response response, Callback callback) {
        response.setStatus(HttpStatus.OK_200);
        page(response, callback, """
                <!DOCTYPE html>
                <html><head><title>xapid</title></head><body>
                <h1>xapid</h1>
                <p>This host serves the XenAPI. Point a XenAPI client at this address.</p>
                </body></html>
                """);
    }

    static String errorPage(int status, String information) {
        String reason = REASONS.getOrDefault(status, HttpStatus.getMessage(status));
        String more = information.isEmpty() ? "" : "<h1> Additional information </h1>" + escape(information);
        return "<html><head><title>" + reason + "</title></head><body><h1>HTTP " + status + " " + reason + "</h1>"
                + more + "</body></html>\n";
    }

    private static void page(Response response, Callback callback, String html) {
        byte[] body = html.getBytes(UTF_8);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HTML);
        headers.put(NO_CACHE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
