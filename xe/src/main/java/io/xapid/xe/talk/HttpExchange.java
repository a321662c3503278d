package io.xapid.xe.talk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.XeFailure;
import io.xapid.xe.net.Dialer;
import io.xapid.xe.net.HttpAnswer;
import io.xapid.xe.net.Link;
import io.xapid.xe.net.Place;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request of HTTP and the head of its answer; both bodies are left to whoever opened it, and closes it. */
final class HttpExchange implements AutoCloseable {
    private static final int MOST_REDIRECTIONS = 5;
    private static final int BUFFER = 64 << 10;
    private static final int FOUND = 302;

    private final Link link;
    private final InputStream in;
    private final HttpAnswer answer;

    private HttpExchange(Link link, String head) throws IOException {
        this.link = link;
        link.out().write(head.getBytes(UTF_8));
        this.in = new BufferedInputStream(link.in(), BUFFER);
        this.answer = HttpAnswer.read(in);
    }

    /**
     * Asks, and follows where the answer points.
     *
     * @param headers each with its end of line
     */
    static HttpExchange open(Dialer dialer, String method, String url, String headers) throws IOException {
        String next = url;
        for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
            Place place;
            Link link;
            try {
                place = Place.of(next);
                link = dialer.dial(place);
            } catch (XeFailure unreachable) { // which ends the transfer, but not the conversation
                throw new IOException(unreachable.getMessage(), unreachable);
            }
            HttpExchange exchange;
            try {
                exchange = new HttpExchange(link, method + " " + place.path() + " HTTP/1.0\r\n" + headers + "\r\n");
            } catch (IOException | RuntimeException problem) {
                link.close();
                throw problem;
            }
            if (exchange.answer.status() != FOUND) {
                return exchange;
            }
            exchange.close();
            next = exchange.answer.location();
        }
        throw new IOException("the server points from place to place");
    }

    HttpAnswer answer() {
        return answer;
    }

    /** The answer's body, and what follows it. */
    InputStream in() {
        return in;
    }

    Link link() {
        return link;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
