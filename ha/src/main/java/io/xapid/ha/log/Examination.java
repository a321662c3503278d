package io.xapid.ha.log;

import io.xapid.ha.log.LogReader.ImageHead;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Tells whether what stands in a state directory can be trusted, without changing any of it. */
final class Examination {
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;

    private final LogFiles files;
    private final List<String> remarks = new ArrayList<>();
    private final List<Long> damagedImages = new ArrayList<>();

    Examination(LogFiles files) {
        this.files = files;
    }

    /** What is worth telling though nothing that was acknowledged is lost. */
    List<String> remarks() {
        return remarks;
    }

    /** The images that {@link #base} passed over. */
    List<Long> damagedImages() {
        return damagedImages;
    }

    /** Whether the directory holds no log yet. */
    boolean isEmpty() throws IOException, DamagedLog {
        if (Files.exists(files.database())) {
            return false;
        }
        OptionalLong promised = AcknowledgedMark.read(files.mark());
        if (promised.orElse(0) > 0 || sizeOf(files.wal()) > 0) {
            throw new DamagedLog(
                    "%s is gone, but %s says that there was one"
                            .formatted(files.database(), promised.orElse(0) > 0 ? files.mark() : files.wal()),
                    false);
        }
        return true;
    }

    /** Looks at the files before SQLite does. */
    void checkFiles() throws IOException, DamagedLog {
        checkHeader();
        WalInspection wal = WalInspection.of(files.wal());
        switch (wal.verdict()) {
            case WHOLE -> {}
            case CUT_SHORT ->
                remarks.add("%s ends in an unfinished write at byte %d, which was never acknowledged"
                        .formatted(files.wal(), wal.offset()));
            case DAMAGED ->
                throw new DamagedLog(
                        "%s is damaged at byte %d, and acknowledged entries stand behind that"
                                .formatted(files.wal(), wal.offset()),
                        true);
            case UNREADABLE -> {
                if (AcknowledgedMark.read(files.mark()).isEmpty()) {
                    throw new DamagedLog("the beginning of %s is damaged".formatted(files.wal()), true);
                }
                remarks.add("%s has no readable beginning and held nothing acknowledged".formatted(files.wal()));
            }
        }
    }

    /** Refuses what a newer release has written. */
    void checkFormat(int format) throws DamagedLog, LogException {
        if (format > LogDatabase.FORMAT) {
            throw new LogException(
                    "%s was written by a newer xapid (format %d, this one reads up to %d). Start that one; nothing was changed."
                            .formatted(files.database(), format, LogDatabase.FORMAT));
        }
        if (format < 1) {
            throw new DamagedLog("%s does not say which format it has".formatted(files.database()), true);
        }
    }

    /** The newest image that is intact, or the place before the first entry. */
    ImageHead base(LogReader reader) throws SQLException, DamagedLog {
        List<ImageHead> images = reader.images();
        for (ImageHead image : images) {
            if (reader.isIntact(image)) {
                return image;
            }
            damagedImages.add(image.index());
            remarks.add("the image at entry %d in %s is damaged; an older one and the entries since took its place"
                    .formatted(image.index(), files.database()));
        }
        if (images.isEmpty() || reader.firstEntry() == 1) {
            return new ImageHead(0, Chain.START, 0);
        }
        throw new DamagedLog(
                "the image at entry %d in %s is damaged, and there is no other"
                        .formatted(images.get(0).index(), files.database()),
                false);
    }

    /** Compares how far the log reaches with what was promised. */
    void checkEnd(LogReader.Run run, List<ImageHead> images) throws IOException, DamagedLog {
        long promised = Math.max(
                AcknowledgedMark.read(files.mark()).orElse(0),
                images.isEmpty() ? 0 : images.get(0).index());
        if (run.damage().isPresent()) {
            throw new DamagedLog(
                    "%s is damaged: %s".formatted(files.database(), run.damage().get()), true);
        }
        if (run.last() < promised) {
            throw new DamagedLog(
                    "%s and its WAL end at entry %d, but entries up to %d were acknowledged"
                            .formatted(files.database(), run.last(), promised),
                    true);
        }
    }

    private void checkHeader() throws IOException, DamagedLog {
        byte[] header;
        try (InputStream in = Files.newInputStream(files.database())) {
            header = in.readNBytes(HEADER_BYTES);
        }
        if (header.length < HEADER_BYTES
                || !ByteBuffer.wrap(header, 0, SQLITE.length).equals(ByteBuffer.wrap(SQLITE))) {
            throw new DamagedLog(
                    header.length == 0
                            ? files.database() + " is empty"
                            : files.database() + " is not a database, or its beginning is damaged",
                    false);
        }
        if (ByteBuffer.wrap(header).getInt(68) != LogDatabase.APPLICATION) {
            throw new DamagedLog(files.database() + " is a database of another program", false);
        }
    }

    static long sizeOf(Path path) throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }
}
