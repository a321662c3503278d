package io.xapid.hypervisor.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.xapid.hypervisor.VmId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * What the sender of a guest says first.
 *
 * @param protocol the version of how the hosts talk
 * @param vm which guest
 * @param hypervisor its kind, such as {@code xen}: nobody can read another's stream
 * @param version the hypervisor's own
 * @param guest which kind of guest the hypervisor runs it as
 * @param bootedAtMillis when the guest started from its beginning, since 1970
 * @param resets how often it did so again
 */
public record MigrationHello(
        int protocol, VmId vm, String hypervisor, String version, String guest, long bootedAtMillis, long resets) {
    /** The version of how the hosts talk that is spoken here. */
    public static final int PROTOCOL = 1;

    private static final int LONGEST = 4_096;

    /** The year 10,000, which no date that clients read can name. */
    private static final long LATEST_MILLIS = 253_402_300_800_000L;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later release may say more
            .build();

    /** As it is on the wire. */
    private record Words(
            int protocol, UUID vm, String hypervisor, String version, String guest, long bootedAtMillis, long resets) {}

    /** With the notes that a bridge keeps of its guest. */
    public static MigrationHello of(
            VmId vm, String hypervisor, String version, String guest, Optional<GuestFolder.Life> life) {
        return new MigrationHello(
                PROTOCOL,
                vm,
                hypervisor,
                version,
                guest,
                life.map(GuestFolder.Life::bootedAtMillis).orElse(0L),
                life.map(GuestFolder.Life::resets).orElse(0L));
    }

    /** The notes to keep of it where it arrives. */
    public GuestFolder.Life life() {
        return new GuestFolder.Life(bootedAtMillis, resets);
    }

    ByteBuffer bytes() {
        try {
            var words = new Words(protocol, vm.uuid(), hypervisor, version, guest, bootedAtMillis, resets);
            return ByteBuffer.wrap(JSON.writeValueAsBytes(words));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("words and numbers are always JSON", e);
        }
    }

    static MigrationHello of(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > LONGEST) {
            throw new IOException("the other host says too much of the guest");
        }
        try {
            var words = JSON.readValue(StandardCharsets.UTF_8.decode(bytes).toString(), Words.class);
            if (words == null || words.vm == null || words.hypervisor == null || words.guest == null) {
                throw new IOException("the other host does not say which guest comes");
            }
            if (words.bootedAtMillis < 0 || words.bootedAtMillis >= LATEST_MILLIS || words.resets < 0) {
                throw new IOException("the other host says of the guest's starts what cannot be");
            }
            return new MigrationHello(
                    words.protocol,
                    new VmId(words.vm),
                    words.hypervisor,
                    String.valueOf(words.version),
                    words.guest,
                    words.bootedAtMillis,
                    words.resets);
        } catch (JsonProcessingException e) {
            throw new IOException("the other host does not say which guest comes: " + e.getOriginalMessage(), e);
        }
    }

    /** Why a host that waits for a guest cannot take this one. */
    public Optional<String> objection(VmId awaited, String ourHypervisor, String ourGuest) {
        if (protocol != PROTOCOL) {
            return Optional.of(
                    "the other host talks as of version %d, this one as of %d".formatted(protocol, PROTOCOL));
        }
        if (!vm.equals(awaited)) {
            return Optional.of("guest %s is awaited here".formatted(awaited));
        }
        if (!hypervisor.equals(ourHypervisor)) {
            return Optional.of(
                    "it comes from %s, and this is %s".formatted(Printable.of(hypervisor, 64), ourHypervisor));
        }
        if (!guest.equals(ourGuest)) {
            return Optional.of(
                    "it is a guest of kind %s, and %s is awaited".formatted(Printable.of(guest, 64), ourGuest));
        }
        return Optional.empty();
    }
}
