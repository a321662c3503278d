package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** Writes the heads of answers as XenAPI clients know them. */
final class ApiGenerator extends HttpGenerator {
    /** Asks, on an answer of status 101, for a line that says 200: the head of a tunnel has neither length nor upgrade. */
    static final HttpField TUNNEL = new HttpField((HttpHeader) null, "Connection", "keep-alive");

    /** Asks, on an answer of status 101, for no head at all. */
    static final HttpField SILENT = new HttpField((HttpHeader) null, "Connection", "silent");

    private static final byte[] TUNNEL_LINE = "HTTP/1.1 200 OK\r\n".getBytes(US_ASCII);
    private static final int HEAD_BYTES = 2048;
    private static final int MINOR_VERSION = "HTTP/1.".length();

    /** The bytes of the head of a good answer with a length, as they are written on a connection that stays open. */
    static ByteBuffer head(HttpFields fields) throws IOException {
        var generator = new ApiGenerator();
        generator.setPersistent(true);
        ByteBuffer head = BufferUtil.allocate(HEAD_BYTES);
        var info = new MetaData.Response(HttpStatus.OK_200, null, HttpVersion.HTTP_1_1, fields, -1);
        Result result = generator.generateResponse(info, false, head, null, null, false);
        if (result != Result.FLUSH) {
            throw new IOException("no head could be made: " + result);
        }
        return head;
    }

    @Override
    public Result generateResponse(
            MetaData.@Nullable Response info,
            boolean head,
            @Nullable ByteBuffer header,
            @Nullable ByteBuffer chunk,
            @Nullable ByteBuffer content,
            boolean last)
            throws IOException {
        boolean isFirst = isState(State.START);
        Result result = super.generateResponse(info, head, header, chunk, content, last);
        if (isFirst && result == Result.FLUSH && info != null && header != null) {
            boolean isSwitch = info.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101;
            if (isSwitch && isMarked(info.getHttpFields(), TUNNEL)) {
                replaceLine(header);
            } else if (isSwitch && isMarked(info.getHttpFields(), SILENT)) {
                BufferUtil.clear(header);
            } else if (info.getHttpVersion() == HttpVersion.HTTP_1_0) {
                header.put(header.position() + MINOR_VERSION, (byte) '0');
            }
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality") // the mark is that very object
    private static boolean isMarked(HttpFields fields, HttpField mark) {
        for (HttpField field : fields) {
            if (field == mark) {
                return true;
            }
        }
        return false;
    }

    private static void replaceLine(ByteBuffer header) {
        int end = header.position();
        while (header.get(end) != '\n') {
            end++;
        }
        byte[] rest = new byte[header.limit() - end - 1];
        header.get(end + 1, rest);
        BufferUtil.clearToFill(header);
        header.put(TUNNEL_LINE).put(rest);
        BufferUtil.flipToFlush(header, 0);
    }
}
