package io.xapid.hypervisor.xen.store;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A xenstored for tests: a tree, transactions of which one fails when anything was changed meanwhile, and watches.
 * Anybody may do anything. A list that is longer than a message has to be asked for in parts,
 * as the xenstored that is written in C has it.
 */
final class FakeXenstored implements AutoCloseable {
    private final Path socket;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocketChannel listener; // guarded by clients

    // guarded by this
    private NavigableMap<String, String> tree = new TreeMap<>(Map.of("/", ""));
    private final Map<String, String> permissions = new HashMap<>();
    private int generation;
    private int transactions;
    private boolean sendsLongLists;

    FakeXenstored(Path socket) throws IOException {
        this.socket = socket;
        start();
    }

    /** Begins to take connections. */
    void start() throws IOException {
        Files.deleteIfExists(socket);
        var fresh = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        fresh.bind(UnixDomainSocketAddress.of(socket));
        synchronized (clients) {
            listener = fresh;
        }
        daemon(() -> {
            while (true) {
                take(fresh, fresh.accept());
            }
        });
    }

    /** One may still come in while the other thread stops: an accept that is under way ends a moment later. */
    private void take(ServerSocketChannel from, SocketChannel channel) throws IOException {
        var client = new Client(channel);
        synchronized (clients) {
            if (listener != from) {
                channel.close();
                return;
            }
            clients.add(client);
        }
        daemon(client::serve);
    }

    /** Ends all connections, and takes no more. The tree stays. */
    void stop() throws IOException {
        synchronized (clients) {
            ServerSocketChannel open = listener;
            listener = null;
            if (open != null) {
                open.close();
            }
            for (Client client : clients) {
                client.channel.close();
            }
            clients.clear();
        }
    }

    /** From now on a list comes as a whole, however long it is, as oxenstored has it. */
    synchronized void sendLongLists() {
        sendsLongLists = true;
    }

    int connections() {
        return clients.size();
    }

    @Override
    public void close() throws IOException {
        stop();
        Files.deleteIfExists(socket);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException end) {
                        // the other side has gone, or the test is over
                    }
                },
                "fake-xenstored");
        thread.setDaemon(true);
        thread.start();
    }

    private record Begun(NavigableMap<String, String> tree, int generation, List<String> changed) {}

    private final class Client {
        private final SocketChannel channel;
        private final Map<String, String> watches = new HashMap<>(); // by token; guarded by the server
        private final Map<Integer, Begun> begun = new HashMap<>();

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        void serve() throws IOException {
            var received = ByteBuffer.allocate(64 << 10);
            while (channel.read(received) >= 0) {
                for (Packet request : Packet.takeFrom(received)) {
                    answer(request);
                }
            }
            clients.remove(this);
        }

        private void answer(Packet request) throws IOException {
            synchronized (FakeXenstored.this) {
                int transaction = ByteBuffer.wrap(request.encode().array())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(8);
                try {
                    byte[] payload = serve(request, transaction);
                    send(new Packet(request.kind(), request.request(), transaction, payload));
                } catch (Refusal refusal) {
                    send(new Packet(Packet.ERROR, request.request(), transaction, Packet.texts(refusal.name)));
                }
                if (request.kind() == Packet.WATCH) {
                    tell(this, request.texts().get(0), request.texts().get(1));
                }
            }
        }

        private byte[] serve(Packet request, int transaction) throws Refusal, IOException {
            List<String> texts = request.texts();
            Begun within = begun.get(transaction);
            if (transaction != 0 && within == null) {
                throw new Refusal("ENOENT");
            }
            NavigableMap<String, String> seen = within == null ? tree : within.tree();
            switch (request.kind()) {
                case Packet.READ -> {
                    return existing(seen, texts.get(0)).getBytes(StandardCharsets.UTF_8);
                }
                case Packet.WRITE -> {
                    String value = request.value().substring(texts.get(0).length() + 1);
                    change(within, texts.get(0), tree -> put(tree, texts.get(0), value));
                }
                case Packet.MKDIR -> {
                    if (!seen.containsKey(texts.get(0))) {
                        change(within, texts.get(0), tree -> put(tree, texts.get(0), ""));
                    }
                }
                case Packet.RM -> {
                    existing(seen, texts.get(0));
                    change(within, texts.get(0), tree -> {
                        tree.remove(texts.get(0));
                        tree.subMap(texts.get(0) + "/", texts.get(0) + "0").clear();
                    });
                }
                case Packet.DIRECTORY -> {
                    byte[] names = Packet.texts(children(seen, texts.get(0)).toArray(String[]::new));
                    if (names.length > Packet.MOST_PAYLOAD_BYTES && !sendsLongLists) {
                        throw new Refusal("E2BIG");
                    }
                    return names;
                }
                case Packet.DIRECTORY_PART -> {
                    return part(children(seen, texts.get(0)), Integer.parseInt(texts.get(1)));
                }
                case Packet.GET_PERMS -> {
                    existing(seen, texts.get(0));
                    return Packet.texts(
                            permissions.getOrDefault(texts.get(0), "n0").split(" "));
                }
                case Packet.SET_PERMS -> {
                    existing(seen, texts.get(0));
                    permissions.put(texts.get(0), String.join(" ", texts.subList(1, texts.size())));
                }
                case Packet.WATCH -> {
                    if (watches.putIfAbsent(texts.get(1), texts.get(0)) != null) {
                        throw new Refusal("EEXIST");
                    }
                }
                case Packet.UNWATCH -> {
                    if (watches.remove(texts.get(1)) == null) {
                        throw new Refusal("ENOENT");
                    }
                }
                case Packet.TRANSACTION_START -> {
                    begun.put(++transactions, new Begun(new TreeMap<>(tree), generation, new ArrayList<>()));
                    return Packet.texts(Integer.toString(transactions));
                }
                case Packet.TRANSACTION_END -> {
                    Begun ended = begun.remove(transaction);
                    if (ended == null) {
                        throw new Refusal("ENOENT");
                    }
                    if (texts.get(0).equals("T") && !ended.changed().isEmpty()) {
                        if (ended.generation() != generation) {
                            throw new Refusal("EAGAIN");
                        }
                        tree = ended.tree();
                        generation++;
                        for (String path : ended.changed()) {
                            tellOf(path);
                        }
                    }
                }
                case Packet.GET_DOMAIN_PATH -> {
                    return Packet.texts("/local/domain/" + texts.get(0));
                }
                case Packet.IS_DOMAIN_INTRODUCED -> {
                    return Packet.texts(texts.get(0).equals("0") ? "T" : "F");
                }
                default -> throw new Refusal("ENOSYS");
            }
            return Packet.texts("OK");
        }

        private void change(@Nullable Begun within, String path, Consumer<NavigableMap<String, String>> how)
                throws IOException {
            if (within == null) {
                how.accept(tree);
                generation++;
                tellOf(path);
            } else {
                how.accept(within.tree());
                within.changed().add(path);
            }
        }

        private void send(Packet packet) throws IOException {
            ByteBuffer bytes = packet.encode();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static void put(NavigableMap<String, String> tree, String path, String value) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            tree.putIfAbsent(path.substring(0, slash), "");
        }
        tree.put(path, value);
    }

    private static String existing(NavigableMap<String, String> tree, String path) throws Refusal {
        String value = tree.get(path);
        if (value == null) {
            throw new Refusal("ENOENT");
        }
        return value;
    }

    private static List<String> children(NavigableMap<String, String> tree, String path) throws Refusal {
        existing(tree, path);
        String prefix = path.equals("/") ? "/" : path + "/";
        return tree.tailMap(prefix, false).keySet().stream()
                .takeWhile(other -> other.startsWith(prefix))
                .map(other -> other.substring(prefix.length()))
                .filter(name -> name.indexOf('/') < 0)
                .toList();
    }

    private byte[] part(List<String> names, int offset) {
        var texts = new ArrayList<>(List.of(Integer.toString(generation)));
        int at = 0;
        int room = 1000;
        for (String name : names) {
            if (at >= offset) {
                room -= name.length() + 1;
                if (room < 0) {
                    return Packet.texts(texts.toArray(String[]::new));
                }
                texts.add(name);
            }
            at += name.length() + 1;
        }
        texts.add("");
        return Packet.texts(texts.toArray(String[]::new));
    }

    /** What xenstored itself says, such as {@code @releaseDomain}. */
    synchronized void happens(String event) throws IOException {
        tellOf(event);
    }

    private void tellOf(String path) throws IOException {
        for (Client client : clients) {
            for (Map.Entry<String, String> watch : client.watches.entrySet()) {
                if (path.equals(watch.getValue()) || path.startsWith(watch.getValue() + "/")) {
                    tell(client, path, watch.getKey());
                }
            }
        }
    }

    private static void tell(Client client, String path, String token) throws IOException {
        client.send(new Packet(Packet.WATCH_EVENT, 0, 0, Packet.texts(path, token)));
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final String name;

        Refusal(String name) {
            super(name);
            this.name = name;
        }
    }
}
