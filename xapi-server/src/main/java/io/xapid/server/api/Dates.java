package io.xapid.server.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as the API writes them, {@code 20240131T09:05:00Z}, and as clients may write them. */
public final class Dates {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})-?(\\d{2})-?(\\d{2})T" + "(\\d{2}):?(\\d{2}):?(\\d{2})(?:[.,]\\d{1,9})?(Z|[+-]\\d{2}:?\\d{2})?");
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Dates() {}

    /** Whole seconds, in UTC. Years that do not fit four digits become the first or last that does. */
    public static String format(Instant date) {
        Instant bounded = date.isBefore(EARLIEST) ? EARLIEST : date.isAfter(LATEST) ? LATEST : date;
        LocalDateTime at = LocalDateTime.ofInstant(bounded, ZoneOffset.UTC);
        var text = new StringBuilder(18);
        pad(text, at.getYear(), 4);
        pad(text, at.getMonthValue(), 2);
        pad(text, at.getDayOfMonth(), 2);
        text.append('T');
        pad(text, at.getHour(), 2);
        text.append(':');
        pad(text, at.getMinute(), 2);
        text.append(':');
        pad(text, at.getSecond(), 2);
        return text.append('Z').toString();
    }

    /** Takes dates with and without dashes, fractions (dropped) and zone (UTC where there is none). */
    public static Optional<Instant> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > 40 || !form.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime at = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    number(form, 4),
                    number(form, 5),
                    number(form, 6));
            String zone = form.group(7);
            ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return Optional.of(OffsetDateTime.of(at, offset).toInstant().truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }

    private static void pad(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
