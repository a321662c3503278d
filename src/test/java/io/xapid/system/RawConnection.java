package io.xapid.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One connection on which bytes go out as a test gives them, and on which answers are read without smoothing anything. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to the place a URL names; whose certificate it is does not matter, as to most clients of the field. */
    static RawConnection to(String url) throws IOException {
        URI place = URI.create(url);
        return new RawConnection(
                place.getScheme().equals("https")
                        ? trustingAnybody().getSocketFactory().createSocket(place.getHost(), place.getPort())
                        : new Socket(place.getHost(), place.getPort()));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends a request whose head lacks only the length of the body. */
    void send(String head, String body) throws IOException {
        send(head + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }

    /** The next answer, which says how long it is. */
    Answer read() throws IOException {
        String status = line();
        var headers = new ArrayList<String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        var answer = new Answer(status, headers, "");
        String length = answer.header("Content-Length");
        return length.isEmpty() ? answer : new Answer(status, headers, exactly(Integer.parseInt(length)));
    }

    /** Whether the daemon has ended the connection: nothing more comes. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ends within an answer: " + line.toString(ISO_8859_1));
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("a line without CR: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    private String exactly(int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ends after " + body.length + " of " + length + " bytes");
        }
        return new String(body, UTF_8);
    }

    /** An answer, to the letter. */
    record Answer(String status, List<String> headers, String body) {

        /** The value of a header as it was sent, or {@code ""} when there is none. */
        String header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1))
                    .map(value -> value.startsWith(" ") ? value.substring(1) : value)
                    .findFirst()
                    .orElse("");
        }
    }

    private static SSLContext trustingAnybody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
