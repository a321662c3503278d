package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.xapid.server.api.WireCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the calls that clients send nearly always: plain ASCII, no attributes, comments or entities, and of values only
 * texts, whole numbers, truth values, plain decimals and arrays of them. A whole XML parser would spend more on being
 * set up than such a call takes.
 *
 * <p>It knows no failures: at the first byte that is not exactly what it expects it gives up, and the call is read by
 * {@link XmlCallReader}, whose result a test holds this one's against.
 */
final class PlainCall {
    private static final List<byte[]> DECLARATIONS = List.of(
            ascii("<?xml version=\"1.0\"?>"),
            ascii("<?xml version='1.0'?>"),
            ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
            ascii("<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
            ascii("<?xml version='1.0' encoding='UTF-8'?>"),
            ascii("<?xml version='1.0' encoding='utf-8'?>"));
    private static final byte[] CALL = ascii("<methodCall>");
    private static final byte[] CALL_END = ascii("</methodCall>");
    private static final byte[] NAME = ascii("<methodName>");
    private static final byte[] NAME_END = ascii("</methodName>");
    private static final byte[] PARAMS = ascii("<params>");
    private static final byte[] PARAMS_END = ascii("</params>");
    private static final byte[] PARAM = ascii("<param>");
    private static final byte[] PARAM_END = ascii("</param>");
    private static final byte[] VALUE = ascii("<value>");
    private static final byte[] VALUE_END = ascii("</value>");
    private static final byte[] ARRAY = ascii("array><data>");
    private static final byte[] ARRAY_END = ascii("</data></array>");
    private static final byte[] STRING = ascii("string>");
    private static final byte[] BOOLEAN = ascii("boolean>");
    private static final byte[] DOUBLE = ascii("double>");
    private static final List<byte[]> INTEGERS = List.of(ascii("int>"), ascii("i4>"), ascii("i8>"));

    private static final int MOST_VALUES = 1024;
    private static final int MOST_NESTING = 8;
    private static final int MOST_DIGITS = 18;

    private final byte[] body;
    private final int end;
    private final int mostValues;
    private final int mostNesting;
    private int at;
    private int values;

    private PlainCall(byte[] body, int length, CallLimits limits) {
        this.body = body;
        this.end = length;
        this.mostValues = Math.min(MOST_VALUES, limits.elements());
        this.mostNesting = Math.min(MOST_NESTING, limits.depth());
    }

    /** The call in the first {@code length} bytes, or null if it takes a whole parser to tell. */
    static @Nullable WireCall read(byte[] body, int length, CallLimits limits, WireCall.Caller caller) {
        return new PlainCall(body, length, limits).call(caller);
    }

    private @Nullable WireCall call(WireCall.Caller caller) {
        for (byte[] declaration : DECLARATIONS) {
            if (skip(declaration)) {
                break;
            }
        }
        if (!skipSpaced(CALL) || !skipSpaced(NAME)) {
            return null;
        }
        String method = method();
        if (method == null || !skip(NAME_END)) {
            return null;
        }
        List<Object> parameters = parameters();
        if (parameters == null || !skipSpaced(CALL_END)) {
            return null;
        }
        skipSpace();
        return at == end ? new WireCall(method, parameters, caller) : null;
    }

    private @Nullable String method() {
        int from = at;
        while (at < end && isOfName(body[at])) {
            at++;
        }
        return at == from ? null : textSince(from);
    }

    private static boolean isOfName(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }

    private @Nullable List<Object> parameters() {
        var parameters = new ArrayList<Object>();
        if (!skipSpaced(PARAMS)) {
            return parameters;
        }
        while (skipSpaced(PARAM)) {
            Object value = skipSpaced(VALUE) ? value(0) : null;
            if (value == null || !skipSpaced(PARAM_END)) {
                return null;
            }
            parameters.add(value);
        }
        return skipSpaced(PARAMS_END) ? parameters : null;
    }

    /** A value behind its opening tag, and the closing tag with it. */
    private @Nullable Object value(int nesting) {
        if (++values > mostValues || at >= end) {
            return null;
        }
        Object value = body[at] == '<' ? typed(nesting) : untyped();
        return value != null && skip(VALUE_END) ? value : null;
    }

    private @Nullable Object untyped() {
        return body[at] == ' ' ? null : text();
    }

    private @Nullable Object typed(int nesting) {
        at++;
        if (skip(STRING)) {
            return closed(text(), STRING);
        }
        if (skip(ARRAY)) {
            return nesting < mostNesting ? array(nesting + 1) : null;
        }
        if (skip(BOOLEAN)) {
            boolean isTrue = at < end && body[at] == '1';
            return isTrue || (at < end && body[at] == '0') ? closed(next(isTrue), BOOLEAN) : null;
        }
        if (skip(DOUBLE)) {
            String text = decimal();
            return text == null ? null : closed(Double.valueOf(text), DOUBLE);
        }
        for (byte[] integer : INTEGERS) {
            if (skip(integer)) {
                String text = digits();
                return text == null ? null : closed(Long.valueOf(text), integer);
            }
        }
        return null;
    }

    private @Nullable Object array(int nesting) {
        var elements = new ArrayList<Object>();
        while (skipSpaced(VALUE)) {
            Object element = value(nesting);
            if (element == null) {
                return null;
            }
            elements.add(element);
        }
        return skipSpaced(ARRAY_END) ? List.copyOf(elements) : null;
    }

    /** Text without anything that could mean something else, up to the next tag. */
    private @Nullable String text() {
        int from = at;
        while (at < end && body[at] != '<') {
            if (body[at] < ' ' || body[at] == '&' || body[at] == '>' || body[at] == 0x7F) {
                return null; // with what is not ASCII, which is negative
            }
            at++;
        }
        return textSince(from);
    }

    private @Nullable String digits() {
        int from = at;
        if (at < end && body[at] == '-') {
            at++;
        }
        int digits = skipDigits();
        return digits == 0 || digits > MOST_DIGITS ? null : textSince(from);
    }

    private @Nullable String decimal() {
        int from = at;
        if (digits() == null) {
            return null;
        }
        if (at < end && body[at] == '.') {
            at++;
            int digits = skipDigits();
            if (digits == 0 || digits > MOST_DIGITS) {
                return null;
            }
        }
        return textSince(from);
    }

    private int skipDigits() {
        int from = at;
        while (at < end && body[at] >= '0' && body[at] <= '9') {
            at++;
        }
        return at - from;
    }

    private Boolean next(boolean value) {
        at++;
        return value;
    }

    /** The value, if now the tag's end follows. */
    private @Nullable Object closed(@Nullable Object value, byte[] tag) {
        if (value == null || at + 1 >= end || body[at] != '<' || body[at + 1] != '/') {
            return null;
        }
        at += 2;
        return skip(tag) ? value : null;
    }

    private String textSince(int from) {
        return new String(body, from, at - from, ISO_8859_1);
    }

    private boolean skipSpaced(byte[] expected) {
        int before = at;
        skipSpace();
        if (skip(expected)) {
            return true;
        }
        at = before;
        return false;
    }

    private void skipSpace() {
        while (at < end && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
    }

    private boolean skip(byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (body[at + i] != expected[i]) {
                return false;
            }
        }
        at += expected.length;
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
