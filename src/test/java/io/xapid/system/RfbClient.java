package io.xapid.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A small VNC viewer behind CONNECT. */
final class RfbClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int RAW_ENCODING = 0;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private Screen screen = new Screen(0, 0, "");

    /** What the server says of its screen when the handshake is done. */
    record Screen(int width, int height, String name) {}

    private RfbClient(Socket socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(out);
    }

    /** Connects to a URL with path and query, such as a console's location, and says CONNECT. */
    static RfbClient connect(URI url) throws IOException {
        Socket socket = socket(url);
        try {
            String path = url.getRawPath() + "?" + url.getRawQuery();
            socket.getOutputStream().write(("CONNECT " + path + " HTTP/1.0\r\n\r\n").getBytes(ISO_8859_1));
            var client = new RfbClient(socket, socket.getInputStream(), socket.getOutputStream());
            String status = client.line();
            if (!status.equals("HTTP/1.1 200 OK")) {
                throw new IOException(status);
            }
            while (!client.line().isEmpty()) {
                // headers are of no interest here
            }
            return client;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static Socket socket(URI url) throws IOException {
        boolean safe = url.getScheme().equals("https");
        int port = url.getPort() > 0 ? url.getPort() : safe ? 443 : 80;
        Socket plain = new Socket(url.getHost(), port);
        plain.setSoTimeout(PATIENCE_MILLIS);
        return safe ? trustful().getSocketFactory().createSocket(plain, url.getHost(), port, true) : plain;
    }

    /** Whether the certificate is right is asked elsewhere. */
    private static SSLContext trustful() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509ExtendedTrustManager[] {new Trustful()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The server's first line. */
    String banner() throws IOException {
        return new String(in.readNBytes(12), ISO_8859_1);
    }

    /** Goes through the whole handshake of RFB 3.8. */
    Screen handshake() throws IOException {
        String banner = banner();
        if (!banner.equals("RFB 003.008\n")) {
            throw new IOException("no RFB: " + banner);
        }
        out.writeBytes(banner);
        byte[] kinds = in.readNBytes(in.readUnsignedByte());
        if (new String(kinds, ISO_8859_1).indexOf(1) < 0) {
            throw new IOException("a password is wanted");
        }
        out.writeByte(1);
        if (in.readInt() != 0) {
            throw new IOException("not let in");
        }
        out.writeByte(1);
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        in.readNBytes(16);
        screen = new Screen(width, height, new String(in.readNBytes(in.readInt()), ISO_8859_1));
        setTrueColour();
        out.write(new byte[] {2, 0, 0, 1});
        out.writeInt(RAW_ENCODING);
        return screen;
    }

    private void setTrueColour() throws IOException {
        out.write(
                new byte[] {0, 0, 0, 0, 32, 24, 0, 1, 0, (byte) 255, 0, (byte) 255, 0, (byte) 255, 16, 8, 0, 0, 0, 0});
    }

    /** The whole screen as it is now, a number for each pixel. */
    int[] picture() throws IOException {
        var pixels = new int[screen.width() * screen.height()];
        out.write(new byte[] {3, 0, 0, 0, 0, 0});
        out.writeShort(screen.width());
        out.writeShort(screen.height());
        int message = in.readUnsignedByte();
        if (message != 0) {
            throw new IOException("message " + message);
        }
        in.readByte();
        int rectangles = in.readUnsignedShort();
        for (int i = 0; i < rectangles; i++) {
            rectangle(pixels);
        }
        return pixels;
    }

    private void rectangle(int[] pixels) throws IOException {
        int left = in.readUnsignedShort();
        int top = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        if (in.readInt() != RAW_ENCODING) {
            throw new IOException("another encoding than was asked for");
        }
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                pixels[y * screen.width() + x] = Integer.reverseBytes(in.readInt());
            }
        }
    }

    /** Presses a key and lets it go. */
    void type(int keysym) throws IOException {
        for (int down : new int[] {1, 0}) {
            out.write(new byte[] {4, (byte) down, 0, 0});
            out.writeInt(keysym);
        }
    }

    /** Text that comes, without any protocol. */
    String text(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
    }

    /** Waits for the end of the connection, reading on. */
    boolean isEnded() throws IOException {
        while (in.read() >= 0) {
            // what is under way is of no interest
        }
        return true;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Trustful extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
