package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.xapid.server.api.FloatText;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON: real numbers and booleans, dates as strings, no white space. */
final class JsonFormat extends WireFormat {
    private static final byte[] NULL = ascii("null");
    private static final byte[] EMPTY = ascii("\"\"");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] @Nullable [] ESCAPES = escapes();

    @Override
    RenderedForm form() {
        return RenderedForm.JSON;
    }

    @Override
    void string(ChunkBuffer out, String text) {
        out.put('"');
        out.text(text, ESCAPES);
        out.put('"');
    }

    @Override
    void integer(ChunkBuffer out, long value) {
        out.decimal(value);
    }

    @Override
    void nativeInteger(ChunkBuffer out, long value) {
        out.decimal(value);
    }

    @Override
    void number(ChunkBuffer out, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.put(NULL); // JSON has no word for them
            return;
        }
        String text = FloatText.of(value);
        out.ascii(text);
        if (text.indexOf('.') < 0 && text.indexOf('e') < 0) {
            out.put('.'); // keeps readers from taking it for an integer
            out.put('0');
        }
    }

    @Override
    void bool(ChunkBuffer out, boolean value) {
        out.put(value ? TRUE : FALSE);
    }

    @Override
    void date(ChunkBuffer out, Instant value) {
        out.put('"');
        compactDate(out, value);
        out.put('"');
    }

    @Override
    void nothing(ChunkBuffer out) {
        out.put(EMPTY);
    }

    @Override
    void nil(ChunkBuffer out) {
        out.put(NULL);
    }

    @Override
    void openSet(ChunkBuffer out) {
        out.put('[');
    }

    @Override
    void nextElement(ChunkBuffer out) {
        out.put(',');
    }

    @Override
    void closeSet(ChunkBuffer out) {
        out.put(']');
    }

    @Override
    void openStruct(ChunkBuffer out) {
        out.put('{');
    }

    @Override
    void nextMember(ChunkBuffer out) {
        out.put(',');
    }

    @Override
    void openMember(ChunkBuffer out, String name) {
        string(out, name);
        out.put(':');
    }

    @Override
    void closeMember(ChunkBuffer out) {
        // the next comma or brace says it
    }

    @Override
    void closeStruct(ChunkBuffer out) {
        out.put('}');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] @Nullable [] escapes() {
        var escapes = new byte[128] @Nullable [];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = ascii(String.format(Locale.ROOT, "\\u%04x", c));
        }
        escapes['\t'] = ascii("\\t");
        escapes['\n'] = ascii("\\n");
        escapes['\r'] = ascii("\\r");
        escapes['\b'] = ascii("\\b");
        escapes['\f'] = ascii("\\f");
        escapes['"'] = ascii("\\\"");
        escapes['\\'] = ascii("\\\\");
        return escapes;
    }
}
