package io.xapid.hypervisor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Features of processors: CPUID words in the order of Xen's feature sets ({@code cpufeatureset.h}), which XenAPI clients
 * compare too. A newer hypervisor has more words than an older one; a word that is not there has no features.
 *
 * @param words each of 32 bits
 */
public record CpuFeatureSet(List<Integer> words) {
    private static final int MOST_WORDS = 64;
    private static final Pattern WORD = Pattern.compile("[0-9a-fA-F]{8}");

    public CpuFeatureSet {
        words = List.copyOf(words);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text words of eight hexadecimal digits with dashes between; anything else is empty
     */
    public static Optional<CpuFeatureSet> parse(String text) {
        String[] parts = text.strip().split("-", MOST_WORDS + 1);
        boolean valid = parts.length <= MOST_WORDS
                && Arrays.stream(parts).allMatch(part -> WORD.matcher(part).matches());
        return valid
                ? Optional.of(new CpuFeatureSet(Arrays.stream(parts)
                        .map(part -> Integer.parseUnsignedInt(part, 16))
                        .toList()))
                : Optional.empty();
    }

    /** The word of that number; 0 if there is none. */
    public int word(int number) {
        return number < words.size() ? words.get(number) : 0;
    }

    /** What both have. */
    public CpuFeatureSet and(CpuFeatureSet other) {
        var both = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(words.size(), other.words.size()); i++) {
            both.add(words.get(i) & other.words.get(i));
        }
        return new CpuFeatureSet(both);
    }

    /** What this has and the other has not. */
    public CpuFeatureSet without(CpuFeatureSet other) {
        var left = new ArrayList<Integer>();
        for (int i = 0; i < words.size(); i++) {
            left.add(words.get(i) & ~other.word(i));
        }
        return new CpuFeatureSet(left);
    }

    public boolean isEmpty() {
        return words.stream().allMatch(word -> word == 0);
    }

    /** Words of eight hexadecimal digits, with dashes between. */
    @Override
    public String toString() {
        return words.stream().map("%08x"::formatted).collect(Collectors.joining("-"));
    }
}
