package io.xapid.server.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.model.meta.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A pool that this host wants to join, by its API. As with every first meeting, whoever answers at the address is believed to be it;
 * afterwards hosts know each other by certificates.
 */
final class RemotePool {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int LONGEST = 32 << 20;
    private static final int OK = 200;

    private final String address;
    private final String session;

    /** @param session of that pool, from {@link #login} */
    RemotePool(String address, String session) {
        this.address = address;
        this.session = session;
    }

    /**
     * Opens a session.
     *
     * @param address a name or an IP address, and perhaps a port behind a colon
     * @throws Failure as that pool says
     * @throws IOException when there is no such pool, or none that answers
     */
    static RemotePool login(String address, String user, String password) throws IOException {
        byte[] call = JSON.writeValueAsBytes(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "session.login_with_password",
                "params",
                List.of(user, password, "2.23", "xapid-join")));
        JsonNode answer = JSON.readTree(new RemotePool(address, "").request("POST", "/jsonrpc", call));
        if (answer.has("error")) {
            List<String> description = new ArrayList<>();
            description.add(answer.path("error").path("message").asText());
            answer.path("error").path("data").forEach(one -> description.add(one.asText()));
            throw Failure.told(description);
        }
        return new RemotePool(address, answer.path("result").asText());
    }

    String address() {
        return address;
    }

    String session() {
        return session;
    }

    Facts facts() throws IOException {
        return JoinWords.decode(request("GET", JoinWords.PATH, null), Facts.class);
    }

    /** @throws Failure when it says no: then nothing has changed there */
    JoinWords.Welcome ask(JoinWords.Wish wish) throws IOException {
        return JoinWords.decode(request("POST", JoinWords.PATH, JoinWords.encode(wish)), JoinWords.Welcome.class);
    }

    void withdraw(JoinWords.Withdrawal withdrawal) throws IOException {
        request("PUT", JoinWords.PATH, JoinWords.encode(withdrawal));
    }

    private byte[] request(String method, String path, byte @Nullable [] body) throws IOException {
        HttpsURLConnection connection = connect(path);
        try {
            connection.setRequestMethod(method);
            if (!session.isEmpty()) {
                connection.setRequestProperty("Cookie", "session_id=" + session);
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            if (status == JoinWords.REFUSED) {
                throw Failure.told(List.of(JoinWords.decode(read(connection.getErrorStream()), String[].class)));
            } else if (status != OK) {
                throw new IOException("%s answers %s %s with %d".formatted(address, method, path, status));
            }
            return read(connection.getInputStream());
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] read(@Nullable InputStream answer) throws IOException {
        if (answer == null) {
            throw new IOException("an answer without a body");
        }
        try (answer) {
            byte[] bytes = answer.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("an answer that is too long");
            }
            return bytes;
        }
    }

    private HttpsURLConnection connect(String path) throws IOException {
        try {
            String authority = address.contains(":") && !address.contains(".") && !address.startsWith("[")
                    ? "[" + address + "]" // IPv6
                    : address;
            var connection = (HttpsURLConnection)
                    new URI("https://" + authority + path).toURL().openConnection();
            connection.setSSLSocketFactory(believing().getSocketFactory());
            connection.setHostnameVerifier((name, any) -> true);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setUseCaches(false);
            return connection;
        } catch (URISyntaxException | IllegalArgumentException noAddress) {
            throw new IOException("%s is no address".formatted(address), noAddress);
        }
    }

    private static SSLContext believing() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Believer()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IOException("TLS cannot be used", impossible);
        }
    }

    /** Nobody has told this host yet whom to trust. */
    private static final class Believer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("nobody connects");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // whoever it is
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
