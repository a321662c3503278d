package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import java.util.Map;
import java.util.Set;

/** Vendor and product strings that a guest finds in its firmware. */
final class BiosStrings {
    private static final int LONGEST = 512;
    private static final Set<String> SETTABLE = Set.of(
            "bios-vendor",
            "bios-version",
            "system-manufacturer",
            "system-product-name",
            "system-version",
            "system-serial-number",
            "baseboard-manufacturer",
            "baseboard-product-name",
            "baseboard-version",
            "baseboard-serial-number",
            "baseboard-asset-tag",
            "baseboard-location-in-chassis",
            "enclosure-asset-tag");

    private BiosStrings() {}

    /** @throws CallFailure.InvalidValue naming the first key that cannot be set so */
    static void check(Map<String, String> strings) {
        strings.forEach((key, value) -> {
            if (!SETTABLE.contains(key)) {
                throw new CallFailure.InvalidValue(key, "Unknown key");
            }
            boolean printable = value.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
            if (value.isEmpty() || value.length() > LONGEST || !printable) {
                throw new CallFailure.InvalidValue(key, "It takes 1 to 512 printable ASCII characters.");
            }
        });
    }
}
