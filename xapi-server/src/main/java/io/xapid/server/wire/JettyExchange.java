package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.server.api.WireCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An exchange over Jetty. */
final class JettyExchange implements StreamExchange {
    private static final String BASIC = "basic ";
    private static final HttpField UPGRADE = new HttpField(HttpHeader.CONNECTION, "Upgrade");

    private final Request request;
    private final WireCall.Caller caller;
    private final Response response;
    private final Callback callback;
    private final Tunnels tunnels;
    private final HttpParameters query;
    private final HttpParameters cookies;
    private boolean answered;
    private @Nullable Resumption resumption;

    JettyExchange(Request request, WireCall.Caller caller, Response response, Callback callback, Tunnels tunnels) {
        this.request = request;
        this.caller = caller;
        this.response = response;
        this.callback = callback;
        this.tunnels = tunnels;
        this.query = HttpParameters.ofQuery(request.getHttpURI().getQuery());
        this.cookies = HttpParameters.ofCookies(request.getHeaders().getValuesList(HttpHeader.COOKIE));
    }

    boolean isAnswered() {
        return answered;
    }

    /** Ends an exchange that has gone wrong half-way: the client sees the connection break. */
    void abort(Throwable cause) {
        answered = true;
        callback.failed(cause);
    }

    @Override
    public String method() {
        return request.getMethod().equals(ApiConnection.CONNECT_TO_PATH) ? "CONNECT" : request.getMethod();
    }

    @Override
    public String path() {
        return RequestRouter.pathOf(request);
    }

    @Override
    public HttpParameters query() {
        return query;
    }

    @Override
    public HttpParameters cookies() {
        return cookies;
    }

    @Override
    public String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    @Override
    public WireCall.Caller caller() {
        return caller;
    }

    @Override
    public boolean isSecure() {
        return request.isSecure();
    }

    @Override
    public Optional<BasicCredentials> basicCredentials() {
        String header = header("Authorization");
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base 64: as good as none
        }
    }

    @Override
    public long bodyLength() {
        return request.getLength();
    }

    @Override
    public boolean hasBody() {
        return bodyLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    @Override
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public void answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        begin(status, headers);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public OutputStream stream(int status, Map<String, String> headers) throws IOException {
        begin(status, headers);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        try (var blocker = Blocker.callback()) {
            response.write(false, BufferUtil.EMPTY_BUFFER, blocker);
            blocker.block();
        }
        return new Body(Content.Sink.asOutputStream(response));
    }

    @Override
    public void error(int status, Map<String, String> headers, String information) {
        begin(status, headers);
        HtmlPages.error(response, callback, status, information);
    }

    @Override
    public void redirect(URI location) {
        begin(HttpStatus.FOUND_302, Map.of());
        response.getHeaders().put(HttpHeader.LOCATION, location.toASCIIString());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    @Override
    public void tunnel(SocketChannel peer, TunnelWatch watch) throws IOException {
        become(between(peer, TunnelFraming.NONE, watch), Map.of(), ApiGenerator.TUNNEL);
    }

    @Override
    public void upgrade(Map<String, String> headers, TunnelFraming framing, SocketChannel peer, TunnelWatch watch)
            throws IOException {
        become(between(peer, framing, watch), headers, UPGRADE);
    }

    @Override
    public void takeOver(RawTalk.Host host, Executor talkers) throws IOException {
        if (body().read() >= 0) {
            throw new IOException("there is more of the body than was read");
        }
        var connection = new TakenConnection(
                request.getTunnelSupport().getEndPoint(),
                request.getComponents().getExecutor(),
                host,
                talkers);
        become(connection, Map.of(), ApiGenerator.SILENT);
    }

    private TunnelEnd between(SocketChannel peer, TunnelFraming framing, TunnelWatch watch) throws IOException {
        TunnelEnd connection = tunnels.between(request.getTunnelSupport().getEndPoint(), peer, framing, watch);
        if (hasBody()) { // which Jetty would go on waiting for
            connection.close();
            throw new IOException("a request with a body cannot become a tunnel");
        }
        return connection;
    }

    @Override
    public void resume(CompletionStage<?> stage, StreamHandler next) {
        resumption = new Resumption(stage, next);
    }

    /** How the exchange is to go on, told once. */
    @Nullable
    Resumption takeResumption() {
        Resumption taken = resumption;
        resumption = null;
        return taken;
    }

    record Resumption(CompletionStage<?> stage, StreamHandler next) {}

    private void become(Connection connection, Map<String, String> headers, HttpField mark) {
        begin(HttpStatus.SWITCHING_PROTOCOLS_101, headers);
        response.getHeaders().add(mark);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
        response.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(callback::succeeded, failure -> {
            connection.close(); // nobody else will
            callback.failed(failure);
        }));
    }

    private void begin(int status, Map<String, String> headers) {
        if (answered) {
            throw new IllegalStateException("answered twice");
        }
        answered = true;
        response.setStatus(status);
        HttpFields.Mutable fields = response.getHeaders();
        fields.put(HtmlPages.NO_CACHE);
        headers.forEach(fields::put);
    }

    /** The answer's body; closing it ends the exchange. */
    private final class Body extends OutputStream {
        private final OutputStream sink;
        private boolean closed;

        Body(OutputStream sink) {
            this.sink = sink;
        }

        @Override
        public void write(int b) throws IOException {
            sink.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try {
                sink.close();
                callback.succeeded();
            } catch (IOException e) {
                callback.failed(e);
                throw e;
            }
        }
    }
}
