package io.xapid.server.wire;

import io.xapid.server.wire.codec.ByteChunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The head of the last answer of one wire form that was sent ahead. Many clients are given the same news, and heads of
 * one form that stay on their connection differ in the length only.
 */
final class NewsHeads {
    private volatile @Nullable Head last;

    private record Head(long length, ByteBuffer bytes) {}

    /** A whole answer, whose body has {@code fields} before it. */
    ByteBuffer[] answer(HttpFields fields, ByteChunks body) throws IOException {
        ByteBuffer[] answer = new ByteBuffer[1 + body.pieces().size()];
        for (int i = 1; i < answer.length; i++) {
            answer[i] = body.pieces().get(i - 1).get();
        }
        answer[0] = head(fields, body.length()).duplicate();
        return answer;
    }

    private ByteBuffer head(HttpFields fields, long length) throws IOException {
        Head known = last;
        if (known == null || known.length() != length) {
            known = new Head(length, ApiGenerator.head(fields));
            last = known;
        }
        return known.bytes();
    }
}
