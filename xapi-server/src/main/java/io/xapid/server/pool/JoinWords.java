package io.xapid.server.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** What a host that joins and its pool say to each other, as JSON. */
final class JoinWords {
    /** Where a pool listens for it. */
    static final String PATH = "/xapid/join";

    /** The status with which a pool refuses; the body is the failure's description then. */
    static final int REFUSED = 409;

    private static final ObjectMapper JSON = new ObjectMapper();

    private JoinWords() {}

    /**
     * A host wants in.
     *
     * @param join names this wish among all
     * @param publicKey of the host, as X.509 has it, in base64
     * @param objects of the host's state, to be the pool's from now on, in base64
     */
    record Wish(UUID join, UUID host, String address, int port, String publicKey, String objects) {}

    /**
     * A host does not want in any more, and is not in.
     *
     * @param join the wish that it takes back
     */
    record Withdrawal(UUID join, UUID host) {}

    /**
     * A host is in.
     *
     * @param authority certificate of who issued the host's, as PEM
     * @param certificate the host's, as PEM
     */
    record Welcome(UUID pool, UUID founder, String authority, String certificate, List<Roster.Peer> peers) {}

    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws IOException when it is not what {@link #text} gave */
    static byte[] bytes(String text) throws IOException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException otherwise) {
            throw new IOException("bytes that cannot be read", otherwise);
        }
    }

    static byte[] encode(Object words) throws IOException {
        return JSON.writeValueAsBytes(words);
    }

    /** @throws IOException when it is nothing of the kind */
    static <T> T decode(byte[] bytes, Class<T> kind) throws IOException {
        try {
            T words = JSON.readValue(bytes, kind);
            if (words == null) {
                throw new IOException("nothing was said");
            }
            return words;
        } catch (JsonProcessingException unreadable) {
            throw new IOException(
                    "%s cannot be read: %s".formatted(kind.getSimpleName(), unreadable.getOriginalMessage()));
        }
    }
}
