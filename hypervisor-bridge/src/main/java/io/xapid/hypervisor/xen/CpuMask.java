package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.CpuFeatureSet;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hides features of the processors from guests, so that they find no fewer where they go next.
 *
 * @param given what guests of this host can be given, by {@code pv} and {@code hvm}; without it nothing is hidden
 */
record CpuMask(Map<String, CpuFeatureSet> given) {
    /** The only features that a guest may see: words as {@link CpuFeatureSet} writes them. */
    static final String KEY = "featureset";

    private static final int BITS = 32;
    private static final long FURTHER = 0x80000000L;

    /**
     * Where each word comes from, in the order of the words. What follows them is not of CPUID, and no guest that was
     * told of it by a hypervisor goes by it alone.
     */
    private static final List<Place> PLACES = List.of(
            new Place(1, Place.NONE, "edx"),
            new Place(1, Place.NONE, "ecx"),
            new Place(FURTHER + 1, Place.NONE, "edx"),
            new Place(FURTHER + 1, Place.NONE, "ecx"),
            new Place(0xd, 1, "eax"),
            new Place(7, 0, "ebx"),
            new Place(7, 0, "ecx"),
            new Place(FURTHER + 7, Place.NONE, "edx"),
            new Place(FURTHER + 8, Place.NONE, "ebx"),
            new Place(7, 0, "edx"),
            new Place(7, 1, "eax"),
            new Place(FURTHER + 0x21, Place.NONE, "eax"),
            new Place(7, 1, "ebx"),
            new Place(7, 2, "edx"),
            new Place(7, 1, "ecx"),
            new Place(7, 1, "edx"));

    private record Place(long leaf, long subleaf, String register) {
        static final long NONE = -1;

        String key() {
            return "%08x:%d".formatted(leaf, subleaf);
        }
    }

    static CpuMask of(Map<String, String> told) {
        var given = new TreeMap<String, CpuFeatureSet>();
        told.forEach((kind, words) -> CpuFeatureSet.parse(words).ifPresent(set -> given.put(kind, set)));
        return new CpuMask(given);
    }

    /** Refuses a wish that is none. */
    static void check(DomainSpec spec) {
        String wanted = spec.platform().get(KEY);
        if (wanted != null && CpuFeatureSet.parse(wanted).isEmpty()) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "%s is words of eight hexadecimal digits with dashes between, not %s".formatted(KEY, wanted));
        }
    }

    /** A guest that ran elsewhere goes on only where it finds all it has seen. */
    void checkAllAreHere(DomainSpec spec) {
        CpuFeatureSet lacking = wanted(spec)
                .flatMap(wanted -> givenTo(spec).map(wanted::without))
                .filter(words -> !words.isEmpty())
                .orElse(null);
        if (lacking != null) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "guest %s has seen features that processors of this host do not have: %s"
                            .formatted(spec.vm(), lacking));
        }
    }

    /** What libxl is to hide, as {@code libxl_cpuid_policy_list}; empty if all may be seen. */
    Optional<ArrayNode> hidden(DomainSpec spec) {
        return wanted(spec)
                .flatMap(wanted -> givenTo(spec).map(all -> all.without(wanted)))
                .filter(off -> !off.isEmpty())
                .map(CpuMask::node);
    }

    private static ArrayNode node(CpuFeatureSet off) {
        var leaves = new TreeMap<String, ObjectNode>();
        for (int i = 0; i < PLACES.size(); i++) {
            if (off.word(i) != 0) { // libxl knows no leaf in which there is nothing to be hidden
                Place place = PLACES.get(i);
                leaves.computeIfAbsent(place.key(), key -> {
                            var leaf = JsonNodeFactory.instance.objectNode().put("leaf", place.leaf());
                            return place.subleaf() == Place.NONE ? leaf : leaf.put("subleaf", place.subleaf());
                        })
                        .put(place.register(), bits(off.word(i)));
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(leaves.values());
    }

    /** From the highest down: 0 is off, x is as it would be. */
    private static String bits(int off) {
        var text = new StringBuilder(BITS);
        for (int bit = BITS - 1; bit >= 0; bit--) {
            text.append((off >>> bit & 1) == 1 ? '0' : 'x');
        }
        return text.toString();
    }

    private static Optional<CpuFeatureSet> wanted(DomainSpec spec) {
        return Optional.ofNullable(spec.platform().get(KEY)).flatMap(CpuFeatureSet::parse);
    }

    private Optional<CpuFeatureSet> givenTo(DomainSpec spec) {
        String kind = DomainConfig.typeOf(spec).equals(DomainConfig.PV) ? DomainConfig.PV : DomainConfig.HVM;
        return Optional.ofNullable(given.get(kind));
    }
}
