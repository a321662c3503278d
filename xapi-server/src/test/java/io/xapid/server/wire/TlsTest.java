package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void servesClientsThatCheckTheCertificateAndTheName(String protocol) throws Exception {
        try (var door = new Door(directory, FrontDoorSettings.Limits.DEFAULT)) {
            SSLContext trusting = trusting(ServerCertificate.loadOrMake(Door.CERTIFICATE, Clock.systemUTC())
                    .certificate());
            for (String name :
                    List.of("localhost", "127.0.0.1", InetAddress.getLocalHost().getHostName())) {
                try (var client = new RawClient(connect(trusting, door, name, protocol))) {
                    assertThat(client.ask(post("/", xmlCall("echo", "safe"))).body())
                            .isEqualTo(xmlAnswer("safe"));
                    assertThat(client.ask(post("/", xmlCall("large", "20000"))).body())
                            .hasSizeGreaterThan(2_000_000);
                    assertThat(client.ask("GET /?" + "x".repeat(100) + " HTTP/1.1\r\nHost: other.example\r\n\r\n")
                                    .status())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void makesACertificateThatOldClientsUnderstandAndOnlyTheOwnerReads() throws IOException {
        Path file = directory.resolve("tls.pem");
        X509Certificate made =
                ServerCertificate.loadOrMake(file, Clock.systemUTC()).certificate();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(((RSAPublicKey) made.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(ServerCertificate.loadOrMake(file, Clock.systemUTC()).certificate())
                .isEqualTo(made);
        assertThat(directory.toFile().list()).containsExactly("tls.pem");
    }

    @Test
    void makesAnotherWhenTheOldOneHasExpired() throws IOException {
        Path file = directory.resolve("tls.pem");
        X509Certificate old =
                ServerCertificate.loadOrMake(file, Clock.systemUTC()).certificate();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(4000));
        assertThat(ServerCertificate.loadOrMake(file, later).certificate()).isNotEqualTo(old);
    }

    @Test
    void keepsOneThatIsNotYetValidSinceTheClockMayBeWrong() throws IOException {
        Path file = directory.resolve("tls.pem");
        X509Certificate good =
                ServerCertificate.loadOrMake(file, Clock.systemUTC()).certificate();
        Clock withoutBattery = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

        assertThat(ServerCertificate.loadOrMake(file, withoutBattery).certificate())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", """
                -----BEGIN PRIVATE KEY-----
                AAAA
                -----END PRIVATE KEY-----
                -----BEGIN CERTIFICATE-----
                AAAA
                -----END CERTIFICATE-----
                """})
    void makesAnotherWhenTheFileIsDamagedAndKeepsIt(String content) throws IOException {
        Path file = directory.resolve("tls.pem");
        Files.writeString(file, content);
        X509Certificate made =
                ServerCertificate.loadOrMake(file, Clock.systemUTC()).certificate();
        assertThat(directory.resolve("tls.pem.unusable")).hasContent(content);
        assertThat(ServerCertificate.loadOrMake(file, Clock.systemUTC()).certificate())
                .isEqualTo(made);
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("xapid", certificate);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static SSLSocket connect(SSLContext context, Door door, String name, String protocol) throws IOException {
        var plain = new Socket(InetAddress.getLoopbackAddress(), door.door.httpsPort());
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, door.door.httpsPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
