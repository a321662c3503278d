package io.xapid.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a night run was asked for.
 *
 * @param rounds it ends after so many
 * @param longest or after so long, whichever comes first
 * @param seed what the moments of the kills follow from
 * @param directory where it works, and keeps evidence
 * @param terminal whether somebody looks on, so that one line is written over and over
 */
record NightOptions(int rounds, Duration longest, long seed, Path directory, boolean terminal) {
    private static final Set<String> KNOWN = Set.of("--rounds", "--for", "--seed", "--dir", "--terminal");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Duration A_NIGHT = Duration.ofHours(8);

    /** @throws IllegalArgumentException with a line for the operator */
    static NightOptions parse(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!KNOWN.contains(option)) {
                throw new IllegalArgumentException("unknown option " + option);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            given.put(option, arguments.get(i + 1));
        }
        boolean counted = given.containsKey("--rounds") && !given.containsKey("--for");
        return new NightOptions(
                (int) number("--rounds", given.getOrDefault("--rounds", String.valueOf(Integer.MAX_VALUE))),
                counted ? Duration.ofDays(3650) : duration(given.getOrDefault("--for", "")),
                given.containsKey("--seed") ? number("--seed", given.get("--seed")) : System.nanoTime(),
                Path.of(given.getOrDefault("--dir", "torture")).toAbsolutePath().normalize(),
                given.getOrDefault("--terminal", "no").equals("yes"));
    }

    private static long number(String option, String text) {
        if (!text.matches("[0-9]{1,18}") || (option.equals("--rounds") && Long.parseLong(text) > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("bad value '" + text + "' for " + option + "; it takes a whole number");
        }
        return Long.parseLong(text);
    }

    private static Duration duration(String text) {
        if (text.isEmpty()) {
            return A_NIGHT;
        }
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "bad value '" + text + "' for --for; it takes a number and a unit: 90s, 30m, 8h, 2d");
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    @Override
    public String toString() {
        String until = rounds == Integer.MAX_VALUE ? "" : rounds + " rounds, ";
        String time = longest.toDays() > 1000
                ? "as long as they take"
                : longest.toString().substring(2).toLowerCase(Locale.ROOT);
        return until + "for " + time + ", seed " + seed;
    }
}
