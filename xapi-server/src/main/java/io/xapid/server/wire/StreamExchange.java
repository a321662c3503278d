package io.xapid.server.wire;

import io.xapid.server.api.WireCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One request that is no call, and the ways to answer it. One of {@link #answer}, {@link #stream}, {@link #error},
 * {@link #redirect}, {@link #tunnel}, {@link #upgrade} and {@link #takeOver} is called, once. Used by one thread.
 */
public interface StreamExchange {
    String method();

    /** Decoded, without the query. */
    String path();

    HttpParameters query();

    HttpParameters cookies();

    /** The first header of that name, whatever its case; empty when there is none. */
    String header(String name);

    /** Where the request came from. */
    WireCall.Caller caller();

    /** Whether it came through TLS. */
    boolean isSecure();

    /** User and password of basic authentication, if the request carries them. */
    Optional<BasicCredentials> basicCredentials();

    /** What clients send as cookie or in the query; where both say something, the cookie counts. */
    default Optional<String> parameter(String name) {
        return cookies().first(name).or(() -> query().first(name));
    }

    /** How long the body is; -1 when the request does not say. */
    long bodyLength();

    /** Whether the request promises a body, or the rest of one: then it cannot become a tunnel. */
    boolean hasBody();

    /** The body. Reading waits for the client, and fails when it stalls or goes away. */
    InputStream body();

    /** Answers with a whole body. */
    void answer(int status, String contentType, Map<String, String> headers, byte[] body) throws IOException;

    /**
     * Sends the head of an answer at once, and returns where its body goes, if it has one. The body ends with the
     * stream, and the connection with it. The request's body can be read before, after and meanwhile.
     */
    OutputStream stream(int status, Map<String, String> headers) throws IOException;

    /** Answers with an HTML page that explains, and ends the connection. */
    void error(int status, Map<String, String> headers, String information) throws IOException;

    /** Sends the client elsewhere. */
    void redirect(URI location) throws IOException;

    /**
     * Says yes to a CONNECT, and from then on passes bytes between the client and {@code peer} in both directions until
     * either ends. Owns {@code peer} from the call on, also when it fails, and holds no thread. Fails when the request
     * has a body; {@code watch} is told of the end in any case.
     */
    void tunnel(SocketChannel peer, TunnelWatch watch) throws IOException;

    /**
     * Says yes to a request for another protocol, which {@code headers} name, and from then on passes bytes as
     * {@link #tunnel} does, with those on the client's side in {@code framing}.
     */
    void upgrade(Map<String, String> headers, TunnelFraming framing, SocketChannel peer, TunnelWatch watch)
            throws IOException;

    /**
     * Sends no answer: the connection leaves HTTP and belongs to {@code host}, on a thread of {@code talkers}, which may
     * refuse it; the client then sees the connection end. The request's body must have been read to its end.
     */
    void takeOver(RawTalk.Host host, Executor talkers) throws IOException;

    /**
     * Goes on with {@code next} when {@code stage} has ended, well or not, on a worker's thread and under the rules for
     * handlers. The handler returns after calling this, and no thread waits meanwhile.
     */
    void resume(CompletionStage<?> stage, StreamHandler next);

    /** A user's name and password. */
    record BasicCredentials(String user, String password) {
        @Override
        public String toString() {
            return "BasicCredentials[" + user + "]"; // never the password
        }
    }
}
