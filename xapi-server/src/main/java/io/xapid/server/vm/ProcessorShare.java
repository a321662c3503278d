package io.xapid.server.vm;

import io.xapid.hypervisor.VcpuShare;
import io.xapid.model.meta.CallFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code VCPUs_params} says of a VM's share of its host's processors: {@code weight}, {@code cap} in hundredths of a
 * processor, and {@code mask}, numbers of processors such as {@code 0,2-3}.
 */
final class ProcessorShare {
    static final String WEIGHT = "weight";
    static final String CAP = "cap";
    static final String MASK = "mask";
    static final List<String> KEYS = List.of(WEIGHT, CAP, MASK);

    private ProcessorShare() {}

    /** The share; empty if nothing is said of it. Other keys mean nothing here. */
    static Optional<VcpuShare> of(Map<String, String> parameters) {
        if (KEYS.stream().noneMatch(parameters::containsKey)) {
            return Optional.empty();
        }
        return Optional.of(new VcpuShare(
                number(parameters, WEIGHT, VcpuShare.USUAL.weight(), 1, 65_535),
                number(parameters, CAP, VcpuShare.USUAL.cap(), 0, 100 * VcpuShare.MOST_PROCESSORS),
                mask(parameters.getOrDefault(MASK, ""))));
    }

    private static int number(Map<String, String> parameters, String key, int usual, int least, int most) {
        String word = parameters.get(key);
        if (word == null) {
            return usual;
        }
        if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) < least || Integer.parseInt(word) > most) {
            throw new CallFailure.InvalidValue(
                    "VCPUs_params:" + key, word, "It is a number from %d to %d.".formatted(least, most));
        }
        return Integer.parseInt(word);
    }

    private static Set<Integer> mask(String word) {
        var processors = new HashSet<Integer>();
        for (String part : word.isBlank() ? new String[0] : word.split(",", -1)) {
            if (!part.strip().matches("[0-9]{1,4}(-[0-9]{1,4})?")) {
                throw invalid(word);
            }
            String[] ends = part.strip().split("-");
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last || last >= VcpuShare.MOST_PROCESSORS) {
                throw invalid(word);
            }
            for (int i = first; i <= last; i++) {
                processors.add(i);
            }
        }
        return processors;
    }

    private static CallFailure.InvalidValue invalid(String word) {
        return new CallFailure.InvalidValue(
                "VCPUs_params:" + MASK, word, "It is a list of numbers of processors, such as 0,2-3.");
    }
}
