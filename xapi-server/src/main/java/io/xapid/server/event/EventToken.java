package io.xapid.server.event;

import io.xapid.model.access.SessionFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client has heard: an index of the log, so it means the same on every host and after every restart.
 *
 * <p>It is written twice, since clients expect one number for objects and one for alerts.
 */
record EventToken(long objects, long alerts) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,20}),(\\d{1,20})");
    private static final EventToken BEGINNING = new EventToken(0, 0);

    static EventToken at(long index) {
        return new EventToken(index, index);
    }

    /** @throws SessionFailure.EventFromTokenParseFailure when it is neither empty nor of the form that was given out */
    static EventToken parse(String text) {
        if (text.isEmpty()) {
            return BEGINNING;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new SessionFailure.EventFromTokenParseFailure(text);
        }
        try {
            return new EventToken(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
        } catch (NumberFormatException tooLarge) {
            throw new SessionFailure.EventFromTokenParseFailure(text);
        }
    }

    /** A token of another pool, or of a state that has been put back, says nothing: all is told again then. */
    EventToken within(long newest) {
        return objects > newest || alerts > newest ? BEGINNING : this;
    }

    /** Sorts as text in the order of time. */
    String text() {
        return "%020d,%020d".formatted(objects, alerts);
    }
}
