package io.xapid.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;

/** The buffers that the listeners share. */
class BuffersTest {
    private static final int MANY = 500;

    private final ArrayByteBufferPool buffers = HttpFrontDoor.buffers();

    @Test
    void keepsTheLargestThatAnswersAskFor() {
        RetainableByteBuffer first = buffers.acquire(AnswerSender.BUFFER_BYTES, true);
        var memory = first.getByteBuffer();
        first.release();
        RetainableByteBuffer second = buffers.acquire(AnswerSender.BUFFER_BYTES, true);
        assertThat(second.getByteBuffer()).isSameAs(memory);
        second.release();
    }

    @Test
    void keepsNoMoreThanItMayHoweverManyWereInUse() {
        for (int size : List.of(AnswerSender.BUFFER_BYTES, 64 * 1024, 8 * 1024)) {
            var taken = new ArrayList<RetainableByteBuffer>();
            for (int i = 0; i < MANY; i++) {
                taken.add(buffers.acquire(size, true));
            }
            taken.forEach(RetainableByteBuffer::release);
        }
        assertThat(buffers.getDirectMemory()).isLessThanOrEqualTo(HttpFrontDoor.MOST_KEPT_BYTES);
    }
}
