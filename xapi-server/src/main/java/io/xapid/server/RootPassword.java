package io.xapid.server;

import io.xapid.server.api.Passwords;
import io.xapid.server.config.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that root's password is read from.
 *
 * <p>On the first start it is read, or made with a password that nobody else has. Later it is read only when it has
 * changed since, so that a password changed over the API stays changed, and one that was lost can be set anew by writing
 * the file and restarting.
 */
final class RootPassword {
    private static final Logger log = LoggerFactory.getLogger(RootPassword.class);
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 24; // 139 bits
    private static final int MAX_BYTES = 1024;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path file;
    private final Path seen;
    private final Passwords passwords;

    /** @param stateDirectory where it is remembered what the file looked like when it was last read */
    RootPassword(Path file, Path stateDirectory, Passwords passwords) {
        this.file = file;
        this.seen = stateDirectory.resolve("root-password.seen");
        this.passwords = passwords;
    }

    /** Has root's password be what the file says, where it has something new to say. */
    void settle() throws StartException {
        try {
            if (!Files.exists(file)) {
                if (!passwords.isSet(Passwords.ROOT)) {
                    generate();
                    apply();
                }
            } else if (!passwords.isSet(Passwords.ROOT) || !looks().equals(looked())) {
                apply();
            }
        } catch (IOException problem) {
            throw new StartException(
                    ExitCode.FAILED, "root password file %s cannot be used (%s)".formatted(file, problem), problem);
        }
    }

    private void apply() throws IOException, StartException {
        String looks = looks();
        warnIfOthersMayRead();
        String password = read(file);
        if (!passwords.isSet(Passwords.ROOT) || !passwords.verify(Passwords.ROOT, password)) {
            passwords.set(Passwords.ROOT, password).toCompletableFuture().join();
            log.info("root's password is what {} says", file);
        }
        write(seen, looks + "\n");
    }

    /** Refuses a file that could not be used, before anything is changed; one that is not there may still be made. */
    static void check(Path file) throws StartException {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw refusal(file, "is a directory", null);
        }
        try {
            read(file);
        } catch (IOException problem) {
            throw refusal(
                    file, "cannot be read (%s)".formatted(problem.getClass().getSimpleName()), problem);
        }
    }

    private static String read(Path file) throws IOException, StartException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        String password = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+$", "");
        if (password.isEmpty() || bytes.length > MAX_BYTES) {
            throw refusal(file, "must hold one line of 1 to %d bytes".formatted(MAX_BYTES), null);
        }
        return password;
    }

    private void warnIfOthersMayRead() throws IOException {
        boolean isOpen = Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        if (isOpen) {
            log.warn("root password file {} may be read by others; better: chmod 600 {}", file, file);
        }
    }

    private static StartException refusal(Path file, String what, @Nullable Throwable cause) {
        return new StartException(ExitCode.USAGE, "root password file %s %s".formatted(file, what), cause);
    }

    private void generate() throws IOException {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        write(file, password + "\n");
    }

    private static void write(Path target, String text) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Enough to notice that somebody wrote the file, and nothing about what it says. */
    private String looks() throws IOException {
        return Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
    }

    private String looked() throws IOException {
        try {
            return Files.readString(seen).strip();
        } catch (NoSuchFileException never) {
            return "";
        }
    }
}
