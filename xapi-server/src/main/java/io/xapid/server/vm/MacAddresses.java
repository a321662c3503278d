package io.xapid.server.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ethernet addresses of guests. */
final class MacAddresses {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    private static final int LENGTH = 6;

    private MacAddresses() {}

    /** The address that a VM's seed gives its interface in a position: always the same one, and seldom anybody else's. */
    static String fromSeed(String seed, int device) {
        byte[] hash = seed.getBytes(UTF_8);
        for (int round = 0; round < 2 * device + 1; round++) {
            hash = digest(hash);
        }
        byte[] further = digest(hash);
        return local(new byte[] {hash[0], hash[1], hash[2], hash[3], further[1], further[2]});
    }

    static String random(RandomGenerator source) {
        var bytes = new byte[LENGTH];
        source.nextBytes(bytes);
        return local(bytes);
    }

    /** Whether a guest may have it: six pairs of hexadecimal digits, meant for one receiver, and not all zero. */
    static boolean isValid(String mac) {
        if (!FORM.matcher(mac).matches()) {
            return false;
        }
        int first = Integer.parseInt(mac.substring(0, 2), 16);
        return (first & 1) == 0 && !mac.equals("00:00:00:00:00:00");
    }

    static String normalised(String mac) {
        return mac.toLowerCase(Locale.ROOT);
    }

    private static String local(byte[] bytes) {
        bytes[0] = (byte) ((bytes[0] | 2) & ~1); // locally administered, unicast
        return IntStream.range(0, LENGTH)
                .mapToObj(at -> String.format(Locale.ROOT, "%02x", bytes[at] & 0xff))
                .collect(Collectors.joining(":"));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes); // a spreading function here, and no protection
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }
}
