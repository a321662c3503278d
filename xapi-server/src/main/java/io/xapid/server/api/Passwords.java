package io.xapid.server.api;

import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords of local users. They stand hashed in the state, so a change reaches every host.
 *
 * <p>Checking one is slow by design. The last one found right is remembered under a key that dies with the process, so
 * that programs which log in all the time do not pay for it.
 */
public final class Passwords {
    /** The one local user there is. */
    public static final String ROOT = "root";

    private final Store store;
    private final PasswordHash hashes;
    private final byte[] key = new byte[32];
    private volatile @Nullable Confirmed lastConfirmed;

    public Passwords(Store store) {
        this(store, PasswordHash.USUAL_ROUNDS);
    }

    /** @param rounds how slow a hash is */
    Passwords(Store store, int rounds) {
        this.store = store;
        this.hashes = new PasswordHash(rounds);
        new SecureRandom().nextBytes(key);
    }

    public boolean isSet(String user) {
        return hashOf(user).isPresent();
    }

    /** Takes a tenth of a second of CPU before it returns; the stage completes when the change is durable. */
    public CompletionStage<Void> set(String user, String password) {
        String hash = hashes.of(password);
        return store.transact(transaction -> {
                    Ref<Account> account = Account.named(user);
                    if (transaction.get(Account.CLASS, account) == null) {
                        transaction.insert(
                                Account.CLASS,
                                account,
                                Map.<Field<Account, ?>, Object>of(Account.NAME, user, Account.HASH, hash));
                    } else {
                        transaction.set(Account.CLASS, account, Account.HASH, hash);
                    }
                    return true;
                })
                .thenApply(done -> null);
    }

    /** Takes a tenth of a second of CPU, also for users that do not exist. */
    public boolean verify(String user, String password) {
        Optional<String> hash = hashOf(user);
        if (hash.isEmpty()) {
            hashes.matchNobody(password);
            return false;
        }
        if (isKnownToBeRight(user, password)) {
            return true;
        }
        byte[] proof = proofOf(user, password, hash.get());
        boolean right = hashes.matches(password, hash.get());
        if (right) {
            lastConfirmed = new Confirmed(proof);
        }
        return right;
    }

    /** Whether it is the one that was found right last. Takes no time to speak of. */
    boolean isKnownToBeRight(String user, String password) {
        Confirmed last = lastConfirmed;
        Optional<String> hash = hashOf(user);
        return last != null
                && hash.isPresent()
                && MessageDigest.isEqual(last.proof(), proofOf(user, password, hash.get()));
    }

    private Optional<String> hashOf(String user) {
        Row<Account> row = store.snapshot().get(Account.CLASS, Account.named(user));
        return Optional.ofNullable(row).map(account -> account.get(Account.HASH));
    }

    /** Covers the stored hash as well, so that it proves nothing once the password has changed. */
    private byte[] proofOf(String user, String password, String hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal((user + "\0" + hash + "\0" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared but in constant time
    private record Confirmed(byte[] proof) {}
}
