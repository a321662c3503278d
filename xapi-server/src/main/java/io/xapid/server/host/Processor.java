package io.xapid.server.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One logical processor as Linux describes it.
 *
 * @param megahertz its present speed
 * @param flags names of what it can do, separated by spaces
 */
public record Processor(
        int number,
        int socket,
        String vendor,
        String modelName,
        int family,
        int model,
        String stepping,
        long megahertz,
        String flags) {

    /** One just like it in another place. */
    Processor as(int otherNumber, int otherSocket) {
        return new Processor(otherNumber, otherSocket, vendor, modelName, family, model, stepping, megahertz, flags);
    }

    /** Reads {@code /proc/cpuinfo}; what a line lacks counts as zero or empty. */
    static List<Processor> all(List<String> lines) {
        var processors = new ArrayList<Processor>();
        var values = new HashMap<String, String>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            } else if (line.isBlank()) {
                take(values, processors);
            }
        }
        take(values, processors);
        return List.copyOf(processors);
    }

    private static void take(Map<String, String> values, List<Processor> into) {
        if (values.containsKey("processor")) {
            into.add(new Processor(
                    number(values, "processor"),
                    number(values, "physical id"),
                    values.getOrDefault("vendor_id", ""),
                    values.getOrDefault("model name", ""),
                    number(values, "cpu family"),
                    number(values, "model"),
                    values.getOrDefault("stepping", ""),
                    number(values, "cpu MHz"),
                    values.getOrDefault("flags", "")));
        }
        values.clear();
    }

    private static int number(Map<String, String> values, String name) {
        String digits = values.getOrDefault(name, "").replaceAll("\\..*", "");
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
