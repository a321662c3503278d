package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.server.api.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the text of calls: whether it is UTF-8, and if not, which parameter is to blame. */
final class ParameterText {
    private static final char REPLACEMENT = '\uFFFD';

    private ParameterText() {}

    /** Decodes, putting the replacement character for what is no UTF-8. */
    static String decode(byte[] body, int length) {
        int from = length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
        return new String(body, from, length - from, UTF_8);
    }

    /** Whether {@code decoded} stands for {@code body} letter by letter. */
    static boolean isFaithful(String decoded, byte[] body, int length) {
        if (decoded.indexOf(REPLACEMENT) < 0) {
            return true;
        }
        try {
            UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(body, 0, length));
            return true; // the client sent that very character
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The failure for the first parameter that is no UTF-8. */
    static Reply.Failed refuse(List<Object> parameters) throws MalformedCallException {
        String culprit = find(parameters);
        if (culprit == null) {
            throw new MalformedCallException("not UTF-8");
        }
        return new Reply.Failed(List.of("INVALID_VALUE", "Invalid UTF-8 string in parameter", culprit));
    }

    private static @Nullable String find(Object value) {
        if (value instanceof String text) {
            return text.indexOf(REPLACEMENT) >= 0 ? text : null;
        }
        if (value instanceof List<?> list) {
            return findFirst(list);
        }
        if (value instanceof Map<?, ?> map) {
            String inKeys = findFirst(map.keySet());
            return inKeys != null ? inKeys : findFirst(map.values());
        }
        return null;
    }

    private static @Nullable String findFirst(Iterable<?> values) {
        for (Object value : values) {
            String culprit = find(value);
            if (culprit != null) {
                return culprit;
            }
        }
        return null;
    }
}
