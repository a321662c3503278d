package io.xapid.ha.log;

import io.xapid.ha.log.LogReader.ImageHead;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens the log in a state directory: makes it where there is none, examines it, hands over what it holds, and only then
 * opens it for writing. A log that is refused stays as it was found.
 */
final class Opening {
    private static final Logger log = LoggerFactory.getLogger(Opening.class);

    private static final CommitLog.Sink NOBODY = new CommitLog.Sink() {
        @Override
        public void install(long index, InputStream image) {}

        @Override
        public void apply(long index, byte[] entry) {}

        @Override
        public CommitLog.Present present() {
            return new CommitLog.Present(0, out -> {});
        }
    };

    private final LogFiles files;
    private final boolean recoverPrefix;
    private final List<String> remarks = new ArrayList<>();
    private List<Long> damagedImages = List.of();
    private long imageAt;

    Opening(LogFiles files, boolean recoverPrefix) {
        this.files = files;
        this.recoverPrefix = recoverPrefix;
    }

    Opened open(CommitLog.Sink sink) throws LogException {
        try {
            Rescue.finish(files);
            if (recoverPrefix) {
                rescueIfDamaged();
            }
            return openForWriting(handOver(sink));
        } catch (DamagedLog damage) {
            throw refusal(damage);
        } catch (SQLException problem) {
            throw explained(problem);
        } catch (IOException problem) {
            throw new LogException(
                    "The state in %s cannot be opened (%s: %s). Check owner, mode and free space."
                            .formatted(files.directory(), problem.getClass().getSimpleName(), problem.getMessage()),
                    problem);
        }
    }

    private void rescueIfDamaged() throws IOException, SQLException, DamagedLog {
        try {
            handOver(NOBODY);
            remarks.clear();
        } catch (DamagedLog damage) {
            if (!damage.isPartlyReadable()) {
                throw damage;
            }
            remarks.clear();
            remarks.add(damage.getMessage() + "; the log " + new Rescue(files).run());
        }
    }

    private LogReader.Run handOver(CommitLog.Sink sink) throws IOException, SQLException, DamagedLog {
        var examination = new Examination(files);
        if (examination.isEmpty()) {
            Rescue.removeUnfinished(files);
            LogDatabase.create(files.unfinished());
            files.rename(files.unfinished(), files.database());
        }
        examination.checkFiles();
        try (LogReader reader = LogReader.open(files)) {
            LogReader.Run run = read(reader, examination, sink);
            remarks.addAll(examination.remarks());
            return run;
        } catch (SQLiteException problem) {
            if (isDamage(problem.getResultCode())) {
                throw new DamagedLog("%s cannot be read (%s)".formatted(files.database(), problem.getMessage()), true);
            }
            throw problem;
        }
    }

    private LogReader.Run read(LogReader reader, Examination examination, CommitLog.Sink sink)
            throws IOException, SQLException, DamagedLog {
        examination.checkFormat(reader.format());
        ImageHead base = examination.base(reader);
        imageAt = base.index();
        damagedImages = examination.damagedImages();
        if (base.index() > 0) {
            try (InputStream image = reader.content(base)) {
                sink.install(base.index(), image);
            } catch (IOException | RuntimeException problem) {
                throw new LogException(
                        "The image at entry %d in %s cannot be used: %s"
                                .formatted(base.index(), files.database(), problem.getMessage()),
                        problem);
            }
        }
        LogReader.Run run = reader.read(base.index(), base.chain(), (index, sum, entry) -> apply(sink, index, entry));
        examination.checkEnd(run, reader.images());
        return run;
    }

    private void apply(CommitLog.Sink sink, long index, byte[] entry) {
        try {
            sink.apply(index, entry);
        } catch (RuntimeException problem) {
            throw new LogException(
                    "Entry %d in %s cannot be used: %s".formatted(index, files.database(), problem.getMessage()),
                    problem);
        }
    }

    private Opened openForWriting(LogReader.Run run) throws IOException, SQLException {
        LogDatabase database = LogDatabase.open(files.database());
        try {
            settle(database);
            AcknowledgedMark mark = AcknowledgedMark.open(files.mark());
            mark.write(run.last());
            mark.flush();
            files.flushDirectory();
            var recovered = remarks.isEmpty() ? Optional.<String>empty() : Optional.of(String.join("; ", remarks));
            return new Opened(database, mark, run, imageAt, recovered);
        } catch (IOException | SQLException | RuntimeException problem) {
            database.close();
            throw problem;
        }
    }

    private void settle(LogDatabase database) throws SQLException {
        try {
            database.checkpoint(); // what was read may not have been flushed when the last process died
            for (long damaged : damagedImages) {
                database.dropImage(damaged);
            }
        } catch (SQLiteException problem) {
            if (problem.getResultCode() != SQLiteErrorCode.SQLITE_FULL) {
                throw problem;
            }
            log.warn("the disk under {} is full: nothing can be written until there is room", files.directory());
        }
    }

    private static LogException refusal(DamagedLog damage) {
        String advice = damage.isPartlyReadable()
                ? "Nothing was changed. Restore the state directory from a backup, or start once with --recover-prefix to"
                        + " go on with what is intact and lose the rest."
                : "Nothing was changed. Restore the state directory from a backup, or move it away to start empty.";
        return new LogException("The state cannot be trusted: " + damage.getMessage() + ". " + advice, damage);
    }

    private LogException explained(SQLException problem) {
        if (problem instanceof SQLiteException known
                && known.getResultCode().code % 256 == SQLiteErrorCode.SQLITE_BUSY.code) {
            return new LogException(
                    "%s is open in another program. Close that one and start again.".formatted(files.database()),
                    problem);
        }
        return new LogException(
                "%s cannot be opened (%s). Check owner, mode and free space."
                        .formatted(files.database(), problem.getMessage()),
                problem);
    }

    private static boolean isDamage(SQLiteErrorCode code) {
        int primary = code.code % 256;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code
                || primary == SQLiteErrorCode.SQLITE_ERROR.code; // a table or column that should be there is not
    }

    /**
     * A log that was handed over and can be written.
     *
     * @param run where it ends
     * @param imageAt the index of its newest image; 0 when there is none
     * @param recovered what is worth telling about how it was found
     */
    record Opened(
            LogDatabase database, AcknowledgedMark mark, LogReader.Run run, long imageAt, Optional<String> recovered)
            implements AutoCloseable {
        @Override
        public void close() {
            mark.flush();
            mark.close();
            try {
                database.close();
            } catch (SQLException problem) {
                log.warn("closing the log", problem); // all that was acknowledged is safe already
            }
        }
    }
}
