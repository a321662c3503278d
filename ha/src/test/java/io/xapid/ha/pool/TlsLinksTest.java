package io.xapid.ha.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.store.CommitLog;
import io.xapid.model.store.RecordingSink;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts talk to those that have a certificate of their pool, and to nobody else. */
@Timeout(180)
class TlsLinksTest {
    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    Path directory;

    private final List<UUID> hosts = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Map<UUID, InetSocketAddress> addresses = new ConcurrentHashMap<>();

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("keytool.log")))
                .isZero();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    /** A store with the issuer's key, its certificate in a file, and a store for each name, whose certificate it has issued. */
    private void issue(String issuer, List<String> names) throws Exception {
        String[] key = {"-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"};
        keytool(with(key, "-alias", "issuer", "-dname", "CN=" + issuer, "-ext", "bc:c", "-keystore", file(issuer)));
        for (String name : names) {
            Files.copy(directory.resolve(issuer), directory.resolve(issuer + name));
            keytool(with(
                    key,
                    "-alias",
                    "host",
                    "-dname",
                    "CN=" + name,
                    "-signer",
                    "issuer",
                    "-keystore",
                    file(issuer + name)));
        }
    }

    private static String[] with(String[] some, String... more) {
        var all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private SSLContext context(String issuer, String name) throws Exception {
        KeyStore all = load(issuer + name);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "host",
                all.getKey("host", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain("host"));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("issuer", all.getCertificate("issuer"));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** Listens on any port, and lets the others know which. */
    private Links links(UUID host, SSLContext context) {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var tls = new TlsLinks(context, any, member -> {
            InetSocketAddress known = addresses.get(member);
            if (known == null) {
                throw new IOException(member + " is not up");
            }
            return known;
        });
        return new Links() {
            @Override
            public ServerSocket listen() throws IOException {
                var socket = tls.listen();
                addresses.put(host, (InetSocketAddress) socket.getLocalSocketAddress());
                return socket;
            }

            @Override
            public Socket connect(UUID member) throws IOException {
                return tls.connect(member);
            }

            @Override
            public void check(Socket peer, UUID claimed) throws IOException {
                tls.check(peer, claimed);
            }
        };
    }

    @Test
    void hostsOfAPoolAgreeOverTlsAndStrangersGetNothing() throws Exception {
        List<String> names = hosts.stream().map(UUID::toString).toList();
        issue("pool", names);
        issue("stranger", names.subList(0, 1));
        var group = UUID.randomUUID();
        var logs = new ArrayList<CommitLog>();
        var sinks = new ArrayList<RecordingSink>();
        var starts = new ArrayList<CompletableFuture<Void>>();
        for (UUID host : hosts) {
            var log = PoolMember.log(
                    directory.resolve("state-" + host),
                    new Membership(group, host, Set.copyOf(hosts)),
                    links(host, context("pool", host.toString())));
            var sink = new RecordingSink();
            logs.add(log);
            sinks.add(sink);
            starts.add(CompletableFuture.runAsync(() -> log.start(sink)));
        }
        try {
            starts.forEach(CompletableFuture::join);
            for (int i = 1; i <= 20; i++) {
                logs.get(i % 3)
                        .append(sinks.get(i % 3).last() + 1, new byte[] {(byte) i})
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
                int expected = i;
                TestPool.await("entry " + i, () -> sinks.stream().allMatch(sink -> sink.last() == expected));
            }
            Greeting asks = new Greeting(group, hosts.get(0), Greeting.STATE);
            assertThat(stateFor(context("pool", names.get(0)), asks)).isEqualTo(20);
            assertThatThrownBy(() -> stateFor(context("stranger", names.get(0)), asks))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> stateFor(context("pool", names.get(1)), asks))
                    .isInstanceOf(IOException.class);
            Greeting other = new Greeting(UUID.randomUUID(), hosts.get(0), Greeting.STATE);
            assertThatThrownBy(() -> stateFor(context("pool", names.get(0)), other))
                    .isInstanceOf(IOException.class);
        } finally {
            CompletableFuture.allOf(logs.stream()
                            .map(log -> CompletableFuture.runAsync(log::close))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Asks the last host for its state, and gives the index of that. */
    private long stateFor(SSLContext context, Greeting greeting) throws IOException {
        Links asking = links(UUID.randomUUID(), context);
        try (Socket socket = asking.connect(hosts.get(2))) {
            socket.setSoTimeout(10_000);
            greeting.writeTo(new DataOutputStream(socket.getOutputStream()));
            return new DataInputStream(socket.getInputStream()).readLong();
        }
    }
}
