package io.xapid.server.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.xapid.ha.log.LocalLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a host of a pool keeps in a folder of its state directory, beside the state: it is needed before that is open.
 *
 * <pre>
 *   pool/roster.json     who belongs to the pool; the folder means nothing without
 *   pool/host.pem        this host's key and certificate
 *   pool/authority.pem   the certificate of who issues them; with the key while a pool is founded
 *   join.json            that this host has asked a pool to let it in, until it is known what came of it
 *   left/                what a host had of a pool that it is in no more, its disks too
 *   alone/               the state that the host had before it joined, until it is in
 * </pre>
 */
final class MemberFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROSTER = "roster.json";
    private static final String HOST = "host.pem";
    private static final String AUTHORITY = "authority.pem";
    private static final String WISH = "join.json";

    private final Path state;
    private final Path folder;
    private final Path next;

    MemberFiles(Path stateDirectory) {
        this.state = stateDirectory;
        this.folder = stateDirectory.resolve("pool");
        this.next = stateDirectory.resolve("pool.next");
    }

    /** Empty on a host that is alone. */
    Optional<Roster> roster() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(folder.resolve(ROSTER)), Roster.class));
        } catch (NoSuchFileException alone) {
            return Optional.empty();
        } catch (JsonProcessingException damaged) {
            throw new IOException(
                    "%s cannot be read: %s".formatted(folder.resolve(ROSTER), damaged.getOriginalMessage()));
        }
    }

    void write(Roster roster) throws IOException {
        write(folder.resolve(ROSTER), JSON.writeValueAsString(roster));
    }

    Credentials credentials() throws IOException {
        String host = Files.readString(folder.resolve(HOST));
        return new Credentials(
                Authority.readKey(host),
                Authority.readCertificate(host),
                Authority.readCertificate(Files.readString(folder.resolve(AUTHORITY))));
    }

    /** Makes the folder with all that it needs, in the place of any that was there: the one or the other, whatever happens. */
    void begin(Roster roster, Credentials credentials, String authority) throws IOException {
        delete(next);
        Files.createDirectory(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(next.resolve(HOST), Authority.keyText(credentials.key()) + Authority.text(credentials.certificate()));
        write(next.resolve(AUTHORITY), authority);
        write(next.resolve(ROSTER), JSON.writeValueAsString(roster)); // last: it shows that all is there
        flush(next);
        flush(state);
        finish();
    }

    /** Goes on with {@link #begin} if that has come to where all is written. */
    void finish() throws IOException {
        if (Files.exists(next.resolve(ROSTER))) {
            clear();
            Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
            flush(state);
        }
    }

    /** Who issues certificates, with the key: while a pool is founded. */
    Authority foundingAuthority() throws IOException {
        String text = Files.readString(folder.resolve(AUTHORITY));
        return Authority.read(text, text);
    }

    /** From now on the pool's state has the key. */
    void founded(Roster roster, String authority) throws IOException {
        write(folder.resolve(AUTHORITY), authority);
        write(roster.at(Roster.Stage.MEMBER));
    }

    /**
     * What this host has asked a pool for.
     *
     * @param address of the pool
     * @param session there: a secret
     */
    record OpenWish(String address, String session, JoinWords.Withdrawal withdrawal) {}

    void write(OpenWish wish) throws IOException {
        write(state.resolve(WISH), JSON.writeValueAsString(wish));
        flush(state);
    }

    /** Empty when none is open. */
    Optional<OpenWish> openWish() throws IOException {
        try {
            return Optional.of(JoinWords.decode(Files.readAllBytes(state.resolve(WISH)), OpenWish.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    void forgetWish() throws IOException {
        Files.deleteIfExists(state.resolve(WISH));
    }

    /** Puts the state aside that this host had alone. Can be done again after a crash. */
    void putStateAside() throws IOException {
        Path aside = state.resolve("alone");
        Files.createDirectories(aside);
        for (Path file : LocalLog.filesIn(state)) {
            if (Files.exists(file)) {
                Files.move(
                        file,
                        aside.resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        flush(aside);
        flush(state);
    }

    /**
     * Makes this a host that was never in a pool. What it had, its local disks too, is put into a folder of its own, in the place of any that
     * was put there before. Can be done again after a crash.
     */
    void beginAnew() throws IOException {
        Path left = state.resolve("left");
        Files.createDirectories(left);
        List<Path> all = new ArrayList<>(LocalLog.filesIn(state));
        Stream.of("host-uuid", "sr", "last-boot").map(state::resolve).forEach(all::add);
        for (Path one : all) {
            if (Files.exists(one)) {
                deleteAll(left.resolve(one.getFileName()));
                Files.move(one, left.resolve(one.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        flush(left);
        flush(state);
        clear();
    }

    private static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(path)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : found) {
            Files.deleteIfExists(one);
        }
    }

    /** The host is in its pool, and needs no longer what it had before. */
    void forgetStateAside() throws IOException {
        delete(state.resolve("alone"));
    }

    /** The host is alone again; nothing of its pool's is left but the state. */
    void clear() throws IOException {
        Files.deleteIfExists(folder.resolve(ROSTER)); // first: what is left then means nothing
        delete(folder);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> content;
        try (Stream<Path> all = Files.list(directory)) {
            content = all.toList();
        }
        for (Path one : content) {
            Files.deleteIfExists(one);
        }
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException somebodyElse) {
            throw new IOException("%s holds what is not the daemon's".formatted(directory), somebodyElse);
        }
    }

    private static void write(Path target, String text) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
