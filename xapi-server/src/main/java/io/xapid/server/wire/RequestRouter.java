package io.xapid.server.wire;

import io.xapid.server.api.WireCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request: by method, then by the longest prefix of its path. Never waits. */
final class RequestRouter extends Handler.Abstract.NonBlocking {
    private static final Logger log = LoggerFactory.getLogger(RequestRouter.class);
    private static final Set<String> HEADERS_FOR_CALLS =
            Set.of("task-id", "subtask-of", "originator", "user-agent", "traceparent", "baggage");
    private static final String TASK_NOTES = "x-http-other-config-";
    private static final String THUMBPRINT = "x-xenapi-request-host-certificate-thumbprint";
    private static final int MOST_HEADERS = 100;

    private final List<Entry> entries;
    private final @Nullable Connector trusted;
    private final Executor workers;
    private final Tunnels tunnels;

    /**
     * @param trusted the listener whose clients need no proof, since only root reaches it
     * @param workers runs stream handlers, which may wait
     */
    RequestRouter(
            RpcEndpoint xml,
            RpcEndpoint json,
            List<HttpRoute> routes,
            @Nullable Connector trusted,
            Executor workers,
            Tunnels tunnels) {
        var all = new ArrayList<Entry>();
        for (String prefix : List.of("/", "/RPC2", "/json")) {
            all.add(new Entry("POST", prefix, xml::handle));
        }
        all.add(new Entry("POST", "/jsonrpc", json::handle));
        all.add(new Entry("OPTIONS", "/", RequestRouter::options));
        all.add(new Entry("GET", "/", RequestRouter::page));
        for (HttpRoute route : routes) {
            String method = route.method().equals("CONNECT") ? ApiConnection.CONNECT_TO_PATH : route.method();
            all.add(new Entry(
                    method,
                    route.prefix(),
                    (request, caller, response, callback) ->
                            stream(route.handler(), request, caller, response, callback)));
        }
        all.sort(Comparator.comparingInt((Entry entry) -> entry.prefix.length()).reversed());
        this.entries = List.copyOf(all);
        this.trusted = trusted;
        this.workers = workers;
        this.tunnels = tunnels;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = pathOf(request);
        String method = request.getMethod();
        for (Entry entry : entries) {
            if (entry.method.equals(method) && path.startsWith(entry.prefix)) {
                entry.target.handle(request, callerOf(request), response, callback);
                return true;
            }
        }
        boolean isKnown =
                switch (method) {
                    case "GET", "PUT", "POST", "OPTIONS", "CONNECT", ApiConnection.CONNECT_TO_PATH -> true;
                    default -> false;
                };
        HtmlPages.error(response, callback, isKnown ? HttpStatus.FORBIDDEN_403 : HttpStatus.NOT_IMPLEMENTED_501, "");
        return true;
    }

    /** The path without escapes. What could be misunderstood, such as an escaped dot or slash, was refused before. */
    static String pathOf(Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return path == null ? "/" : path;
    }

    private static void options(Request request, WireCall.Caller caller, Response response, Callback callback) {
        String asked = request.getHeaders().get(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS);
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.getHeaders()
                .put(
                        HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
                        asked == null ? "X-Requested-With" : asked + ", X-Requested-With");
        response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "PUT");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    private static void page(Request request, WireCall.Caller caller, Response response, Callback callback) {
        String path = pathOf(request);
        if (path.equals("/") || path.equals("/index.html")) {
            HtmlPages.welcome(response, callback);
        } else {
            HtmlPages.error(response, callback, HttpStatus.NOT_FOUND_404, "");
        }
    }

    private void stream(
            StreamHandler handler, Request request, WireCall.Caller caller, Response response, Callback callback) {
        handOver(handler, new JettyExchange(request, caller, response, callback, tunnels));
    }

    private void handOver(StreamHandler handler, JettyExchange exchange) {
        try {
            workers.execute(() -> run(handler, exchange));
        } catch (RejectedExecutionException e) {
            exchange.error(HttpStatus.SERVICE_UNAVAILABLE_503, Map.of(), "too many requests of this kind");
        }
    }

    private void run(StreamHandler handler, JettyExchange exchange) {
        Exception problem = null;
        try {
            handler.handle(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = e;
        } catch (Exception e) {
            problem = e;
        }
        JettyExchange.Resumption resumption = exchange.takeResumption();
        if (problem == null && resumption != null && !exchange.isAnswered()) {
            resumption.stage().whenComplete((done, failure) -> handOver(resumption.next(), exchange));
            return;
        }
        if (problem != null) {
            log.warn("{} {} failed", exchange.method(), LogText.of(exchange.path()), problem);
        }
        if (!exchange.isAnswered()) {
            exchange.error(HttpStatus.INTERNAL_SERVER_ERROR_500, Map.of(), "");
        } else if (problem != null) {
            exchange.abort(problem);
        }
    }

    private WireCall.Caller callerOf(Request request) {
        Map<String, String> headers = Map.of();
        for (HttpField field : request.getHeaders()) {
            HttpHeader known = field.getHeader();
            if (known != null && known != HttpHeader.USER_AGENT) {
                continue; // what every request has, and nobody asks for
            }
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (headers.size() < MOST_HEADERS
                    && field.getValue() != null
                    && (HEADERS_FOR_CALLS.contains(name) || name.startsWith(TASK_NOTES) || name.equals(THUMBPRINT))) {
                headers = headers.isEmpty() ? new HashMap<>() : headers;
                headers.putIfAbsent(name, field.getValue());
            }
        }
        boolean isTrusted = trusted != null
                && trusted.equals(request.getConnectionMetaData().getConnector());
        String address =
                request.getConnectionMetaData().getConnection() instanceof ApiConnection api ? api.clientAddress() : "";
        return new WireCall.Caller(address, isTrusted, headers);
    }

    /** Answers requests without waiting. */
    @FunctionalInterface
    private interface Target {
        void handle(Request request, WireCall.Caller caller, Response response, Callback callback);
    }

    private record Entry(String method, String prefix, Target target) {}
}
