package io.xapid.ha.log;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Reads a log's database and changes nothing in it, so that a damaged one stays as it was found. */
final class LogReader implements AutoCloseable {
    private final Connection connection;

    private LogReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The caller holds the state directory: SQLite's own locks, and the shared memory they take, are left out. So is a
     * WAL in which SQLite finds nothing, as it would remove that.
     */
    static LogReader open(LogFiles files) throws SQLException, IOException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        String how = WalInspection.of(files.wal()).holdsCommits() ? "mode=ro&vfs=unix-none" : "immutable=1";
        String escaped = files.database().toAbsolutePath().toUri().getRawPath();
        Connection connection = config.createConnection("jdbc:sqlite:file:" + escaped + "?" + how);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            return new LogReader(connection);
        } catch (SQLException problem) {
            connection.close();
            throw problem;
        }
    }

    int format() throws SQLException {
        return (int) number("SELECT value FROM about WHERE name = 'format'");
    }

    /** The index of the first entry that is there; 0 when there is none. */
    long firstEntry() throws SQLException {
        return number("SELECT coalesce(min(idx), 0) FROM entry");
    }

    /** The complete images, newest first. */
    List<ImageHead> images() throws SQLException {
        var images = new ArrayList<ImageHead>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT idx, chain, chunks FROM image WHERE complete = 1 ORDER BY idx DESC");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                images.add(new ImageHead(rows.getLong(1), rows.getInt(2), rows.getInt(3)));
            }
        }
        return images;
    }

    /** Whether all of an image is there, as it was written. */
    boolean isIntact(ImageHead image) {
        try (var chunks = new Chunks(image)) {
            for (int i = 0; i < image.chunks(); i++) {
                if (chunks.read(i) == null) {
                    return false;
                }
            }
            return true;
        } catch (SQLException damaged) {
            return false;
        }
    }

    Chunks chunks(ImageHead image) throws SQLException {
        return new Chunks(image);
    }

    /** The bytes of an image that is intact. Close it before this reader. */
    InputStream content(ImageHead image) throws SQLException {
        var chunks = new Chunks(image);
        return new ChunkInputStream(image.chunks(), chunks::read, chunks);
    }

    /** Reads the entries behind the one at {@code index} as far as they are intact and without a gap. */
    Run read(long index, int chainThere, EntryVisitor visitor) {
        var chain = new Chain();
        long last = index;
        int sum = chainThere;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT idx, sum, body FROM entry WHERE idx > ? ORDER BY idx")) {
            select.setLong(1, index);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long found = rows.getLong(1);
                    if (found != last + 1) {
                        return new Run(last, sum, Optional.of("entry " + (last + 1) + " is missing"));
                    }
                    byte[] body = rows.getBytes(3);
                    int expected = chain.after(sum, found, body);
                    if (rows.getInt(2) != expected) {
                        return new Run(last, sum, Optional.of("entry " + found + " does not match its checksum"));
                    }
                    sum = expected;
                    last = found;
                    visitor.visit(found, sum, body);
                }
            }
            return new Run(last, sum, Optional.empty());
        } catch (SQLException damaged) {
            return new Run(
                    last, sum, Optional.of("what follows entry " + last + " is unreadable: " + damaged.getMessage()));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    static int sumOf(byte[] chunk) {
        var sum = new CRC32C();
        sum.update(chunk);
        return (int) sum.getValue();
    }

    /**
     * A complete image.
     *
     * @param chain the checksum of the entry at its index
     */
    record ImageHead(long index, int chain, int chunks) {}

    /**
     * Entries without a gap.
     *
     * @param last the last that is intact
     * @param chain its checksum
     * @param damage why the one behind it is not, if there is one
     */
    record Run(long last, int chain, Optional<String> damage) {}

    interface EntryVisitor {
        void visit(long index, int sum, byte[] body);
    }

    /** The chunks of one image, by number. */
    final class Chunks implements AutoCloseable {
        private final PreparedStatement select;

        private Chunks(ImageHead image) throws SQLException {
            select = connection.prepareStatement("SELECT sum, body FROM chunk WHERE image = ? AND number = ?");
            select.setLong(1, image.index());
        }

        /** Null when it is missing or damaged. */
        byte @Nullable [] read(int number) throws SQLException {
            select.setInt(2, number);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                byte[] body = row.getBytes(2);
                return row.getInt(1) == sumOf(body) ? body : null;
            }
        }

        @Override
        public void close() throws SQLException {
            select.close();
        }
    }
}
