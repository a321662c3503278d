package io.xapid.server.api;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Slow, salted hashes of passwords, as text that says how they were made. */
final class PasswordHash {
    private static final String KIND = "pbkdf2-hmac-sha512";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    static final int USUAL_ROUNDS = 210_000;

    private static final int MOST_ROUNDS = 10_000_000;
    private static final int BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final int rounds;

    PasswordHash(int rounds) {
        this.rounds = rounds;
    }

    String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return KIND + "$" + rounds + "$" + text.encodeToString(salt) + "$"
                + text.encodeToString(derive(password, salt, rounds));
    }

    /** Takes the same time whether the password is right or wrong. */
    boolean matches(String password, String hash) {
        String[] parts = hash.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(KIND)) {
            throw new IllegalStateException("a password was hashed in a way that this version does not know");
        }
        int roundsThen = Math.min(MOST_ROUNDS, Integer.parseInt(parts[1]));
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[3]), derive(password, salt, roundsThen));
    }

    /** As slow as {@link #matches}, for users that do not exist. */
    void matchNobody(String password) {
        derive(password, new byte[SALT_BYTES], rounds);
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, BYTES * 8);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        } finally {
            spec.clearPassword();
        }
    }
}
