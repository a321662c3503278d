package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unmodified clients of others tell the story of one guest against the real daemon and a real QEMU. */
@Tag("guests")
class ThirdPartyClientTest {
    private static final String TEMPLATE = "Tiny Linux";
    private static final String CONSOLE = Underneath.here().hasScreens() ? "rfb" : "vt100";
    private static final String BINDING_OF_OS_XENAPI = "/usr/lib/python3/dist-packages/os_xenapi/client";
    private static final Path CLIENTS = Path.of(System.getProperty("xapid.clients"));
    private static final Path SDKS = Path.of(System.getProperty("xapid.sdks"));

    @TempDir
    static Path scratch;

    private static RealDaemon daemon;
    private static Path certificate;

    @BeforeAll
    static void start() throws Exception {
        daemon = RealDaemon.withGuests(scratch.resolve("state"));
        ApiClient client = ApiClient.login(daemon);
        String host = client.call("host.get_all").get(0).asText();
        String pem = client.call("host.get_server_certificate", host).asText();
        certificate = Files.writeString(scratch.resolve("certificate.pem"), pem);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @CsvSource({"8.1.0,https", "6.2.0,http"})
    void javaSdk(String version, String scheme) throws Exception {
        Path classes = scratch.resolve("story-" + version);
        Path sdk = SDKS.resolve("sdk-" + version + ".jar");
        String path = sdk + File.pathSeparator + libraries();
        String source = CLIENTS.resolve("java/Story.java").toString();
        var compiled = Tool.run(List.of(java("javac"), "-d", classes.toString(), "-cp", path, source), Map.of());
        assertThat(compiled.exitCode()).as(compiled.output()).isZero();

        String trusted = "-Djavax.net.ssl.trustStore=" + trustStore();
        String storePassword = "-Djavax.net.ssl.trustStorePassword=public";
        tell(
                Map.of(),
                java("java"),
                "-XX:TieredStopAtLevel=1",
                trusted,
                storePassword,
                "-cp",
                classes + File.pathSeparator + path,
                "Story",
                sdk.toString(),
                url(scheme),
                daemon.password(),
                TEMPLATE,
                CONSOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void pythonBinding(String scheme) throws Exception {
        tell(
                Map.of("SSL_CERT_FILE", certificate.toString()),
                "/usr/bin/python3",
                CLIENTS.resolve("python/story.py").toString(),
                BINDING_OF_OS_XENAPI,
                url(scheme),
                daemon.password(),
                TEMPLATE,
                CONSOLE);
    }

    @ParameterizedTest
    @CsvSource({"json-rpc,http", "json-rpc,https", "xml-rpc,http", "xml-rpc,https"})
    void npmPackage(String transport, String scheme) throws Exception {
        tell(
                Map.of(),
                "node",
                CLIENTS.resolve("node/story.mjs").toString(),
                url(scheme),
                daemon.password(),
                TEMPLATE,
                transport,
                CONSOLE);
    }

    private static void tell(Map<String, String> environment, String... command) throws Exception {
        var story = Tool.run(List.of(command), environment);
        String said = story.output() + "\n--- daemon ---\n" + daemon.output();
        assertThat(story.exitCode()).as(said).isZero();
        assertThat(story.output()).as(said).endsWith("story told\n");
    }

    private static String url(String scheme) {
        return scheme.equals("https") ? daemon.httpsUrl() : daemon.url();
    }

    /** A file in which a Java program finds the daemon's certificate, and no other, to trust. */
    private static Path trustStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "daemon", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = scratch.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "public".toCharArray());
        }
        return file;
    }

    private static String libraries() {
        return Arrays.stream(Objects.requireNonNull(SDKS.toFile().listFiles()))
                .filter(file -> !file.getName().startsWith("sdk-"))
                .map(File::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
