package io.xapid.ha.log;

import io.xapid.model.store.LogException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, in a file of its own, the last entry that was acknowledged.
 *
 * <p>It is written after each commit and not flushed: it survives the death of the process, and after a power cut it may
 * lag behind, never run ahead. So a log that ends before its mark has lost something that was promised.
 */
final class AcknowledgedMark implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AcknowledgedMark.class);
    private static final long MAGIC =
            ByteBuffer.wrap("xapidmrk".getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final int LENGTH = 24;

    private final RandomAccessFile file; // a FileChannel would close itself under an interrupted thread
    private final ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    private final CRC32C checksum = new CRC32C();
    private boolean failing;

    private AcknowledgedMark(RandomAccessFile file) {
        this.file = file;
    }

    /** What the mark says; empty when there is none, or none that can be trusted. */
    static OptionalLong read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return OptionalLong.empty();
        }
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LENGTH);
        }
        var buffer = ByteBuffer.wrap(bytes);
        if (bytes.length == LENGTH && buffer.getLong(0) == MAGIC && buffer.getLong(16) == sumOf(bytes, new CRC32C())) {
            return OptionalLong.of(buffer.getLong(8));
        }
        log.warn("{} cannot be read, and is made anew", path);
        return OptionalLong.empty();
    }

    static AcknowledgedMark open(Path path) throws IOException {
        return new AcknowledgedMark(new RandomAccessFile(path.toFile(), "rw"));
    }

    void write(long index) {
        buffer.putLong(0, MAGIC).putLong(8, index);
        buffer.putLong(16, sumOf(buffer.array(), checksum));
        try {
            file.seek(0);
            file.write(buffer.array());
            failing = false;
        } catch (IOException problem) {
            if (!failing) {
                failing = true; // once is enough: a mark that lags is no danger
                log.warn("the mark of acknowledged entries cannot be written", problem);
            }
        }
    }

    /** Makes what was written last outlive a power cut. */
    void flush() throws LogException {
        try {
            file.getFD().sync();
        } catch (IOException problem) {
            throw new LogException(
                    "The mark of acknowledged entries cannot be flushed: " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException nothingToSave) {
            log.debug("closing the mark", nothingToSave);
        }
    }

    private static long sumOf(byte[] bytes, CRC32C checksum) {
        checksum.reset();
        checksum.update(bytes, 0, 16);
        return checksum.getValue();
    }
}
