package io.xapid.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Words for a guest to find when it starts, each at a path of its own. Under Xen they lie below {@code vm-data} in its part
 * of xenstore; a hypervisor that has no such place takes no notice of them.
 *
 * @param entries by path, such as {@code net/hostname}: letters, digits and {@code -_@}, with slashes between
 */
public record GuestData(Map<String, String> entries) {
    public static final GuestData NONE = new GuestData(Map.of());

    /** They count among the entries that a guest may have in xenstore, of which there are 1,000. */
    private static final int MOST = 128;

    private static final int LONGEST_PATH = 256;
    private static final int MOST_BYTES = 2048;
    private static final Pattern PATH = Pattern.compile("[-_@A-Za-z0-9]+(/[-_@A-Za-z0-9]+)*");

    /** @throws IllegalArgumentException if there is an {@link #objection} */
    public GuestData {
        entries = Map.copyOf(entries);
        objection(entries).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Why such entries cannot be, in words for whoever wants them; empty if they can. */
    public static Optional<String> objection(Map<String, String> entries) {
        if (entries.size() > MOST) {
            return Optional.of("a guest can be given %d entries, not %d".formatted(MOST, entries.size()));
        }
        for (var entry : entries.entrySet()) {
            if (entry.getKey().length() > LONGEST_PATH
                    || !PATH.matcher(entry.getKey()).matches()) {
                return Optional.of("a path has at most %d letters, digits and -_@, with single slashes between"
                        .formatted(LONGEST_PATH));
            }
            if (entry.getValue().getBytes(UTF_8).length > MOST_BYTES
                    || entry.getValue().indexOf('\0') >= 0) {
                return Optional.of("a value has at most %d bytes, none of them 0".formatted(MOST_BYTES));
            }
        }
        return Optional.empty();
    }
}
