package io.xapid.ha.log;

import io.xapid.ha.log.LogReader.ImageHead;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries what is intact at the beginning of a damaged log over into a new one, and keeps the damaged files.
 *
 * <p>A crash at any point leaves either the damaged log as it was or the rescued one.
 */
final class Rescue {
    private static final int ENTRIES_AT_A_TIME = 1_000;

    private final LogFiles files;

    Rescue(LogFiles files) {
        this.files = files;
    }

    /** Rescues what can be, and says in a sentence what that was. */
    String run() throws IOException, SQLException, DamagedLog {
        removeUnfinished(files);
        LogDatabase.create(files.unfinished());
        long last;
        try (LogReader reader = LogReader.open(files);
                LogDatabase target = LogDatabase.open(files.unfinished())) {
            last = copy(reader, target);
        }
        List<Path> kept = setAside();
        files.rename(files.unfinished(), files.rescued());
        finish(files);
        return "continues after entry %d; what came later is lost, and the damaged files are kept as %s"
                .formatted(last, kept);
    }

    /** Puts a rescued log in its place, if there is one: also when the rescue was cut short. */
    static void finish(LogFiles files) throws IOException {
        if (Files.exists(files.rescued())) {
            Files.deleteIfExists(files.wal()); // first: it would be taken for the rescued log's own
            Files.deleteIfExists(files.mark());
            files.flushDirectory();
            files.rename(files.rescued(), files.database());
        }
    }

    static void removeUnfinished(LogFiles files) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(
                    files.unfinished().resolveSibling(files.unfinished().getFileName() + suffix));
        }
    }

    private long copy(LogReader reader, LogDatabase target) throws IOException, SQLException, DamagedLog {
        ImageHead base = new Examination(files).base(reader);
        if (base.index() > 0) {
            target.addImage(base.index(), base.chain(), base.chunks());
            try (var chunks = reader.chunks(base)) {
                for (int i = 0; i < base.chunks(); i++) {
                    byte[] chunk = chunks.read(i);
                    if (chunk == null) {
                        throw new DamagedLog("the image was intact a moment ago", false);
                    }
                    target.addChunk(base.index(), i, LogReader.sumOf(chunk), chunk);
                }
            }
        }
        var batch = new Batch(target, base.chain(), base.index() + 1);
        LogReader.Run run = reader.read(base.index(), base.chain(), (index, sum, body) -> batch.add(body));
        batch.write();
        return run.last();
    }

    private List<Path> setAside() throws IOException {
        var kept = new ArrayList<Path>();
        for (Path file : List.of(files.database(), files.wal())) {
            if (Files.exists(file)) {
                Path copy = files.setAside(file);
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                kept.add(copy);
            }
        }
        return kept;
    }

    /** Entries on their way into the new log. */
    private static final class Batch {
        private final LogDatabase target;
        private final List<byte[]> entries = new ArrayList<>();
        private int chain;
        private long first;

        Batch(LogDatabase target, int chain, long first) {
            this.target = target;
            this.chain = chain;
            this.first = first;
        }

        void add(byte[] entry) {
            entries.add(entry);
            if (entries.size() == ENTRIES_AT_A_TIME) {
                try {
                    write();
                } catch (SQLException problem) {
                    throw new LogException("The rescued log cannot be written: " + problem.getMessage(), problem);
                }
            }
        }

        void write() throws SQLException {
            if (!entries.isEmpty()) {
                chain = target.append(chain, first, entries);
                first += entries.size();
                entries.clear();
            }
        }
    }
}
