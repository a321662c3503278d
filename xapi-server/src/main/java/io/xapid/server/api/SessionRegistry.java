package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Ref;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds sessions by reference without telling, by the time it takes, how much of a wrong reference is right: they are
 * found by a digest of it, and then compared as a whole.
 */
final class SessionRegistry {
    private static final int SECRET_BYTES = 32;

    private final Map<Key, LiveSession> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A reference that nobody can guess. */
    Ref<Session> freshRef() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Ref<>("OpaqueRef:" + HexFormat.of().formatHex(secret));
    }

    void put(LiveSession session) {
        sessions.put(Key.of(session.ref().value()), session);
    }

    void remove(Ref<Session> ref) {
        sessions.remove(Key.of(ref.value()));
    }

    Optional<LiveSession> find(String reference) {
        LiveSession found = sessions.get(Key.of(reference));
        boolean same = found != null && MessageDigest.isEqual(bytes(found.ref().value()), bytes(reference));
        return same ? Optional.ofNullable(found) : Optional.empty();
    }

    Collection<LiveSession> all() {
        return sessions.values();
    }

    private static byte[] bytes(String reference) {
        return reference.getBytes(StandardCharsets.UTF_8);
    }

    /** Half of the reference's SHA-256. */
    private record Key(long first, long second) {
        static Key of(String reference) {
            try {
                ByteBuffer digest =
                        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes(reference)));
                return new Key(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }
    }
}
