package io.xapid.ha.pool;

import io.microraft.model.log.LogEntry;
import io.xapid.ha.log.DurableDatabase;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a {@link Journal}: single values, and Raft's entries. One thread at a time. */
final class JournalDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalDatabase.class);
    private static final int APPLICATION = 0x78706a6c; // "xpjl"
    private static final int CHECKPOINT_PAGES = 2_048;

    private final Connection connection;
    private final CRC32C sum = new CRC32C();
    private final ByteBuffer head = ByteBuffer.allocate(12);
    private @Nullable Statements prepared; // null after a failure: the driver closes a statement that fails
    private long pages;

    private JournalDatabase(Connection connection) {
        this.connection = connection;
    }

    /** What every write needs. */
    private static final class Statements {
        private final PreparedStatement begin;
        private final PreparedStatement commit;
        private final PreparedStatement insert;

        Statements(Connection connection) throws SQLException {
            begin = connection.prepareStatement("BEGIN IMMEDIATE");
            commit = connection.prepareStatement("COMMIT");
            insert = connection.prepareStatement(
                    "INSERT OR REPLACE INTO entry(idx, term, sum, body) VALUES (?, ?, ?, ?)");
        }

        void close() {
            for (PreparedStatement one : List.of(begin, commit, insert)) {
                try {
                    one.close();
                } catch (SQLException closedByItself) {
                    log.debug("a statement that failed", closedByItself);
                }
            }
        }
    }

    private Statements statements() throws SQLException {
        Statements ready = prepared;
        if (ready == null) {
            ready = new Statements(connection);
            prepared = ready;
        }
        return ready;
    }

    /** Opens it, and makes it where there is none. The caller holds the directory. */
    static JournalDatabase open(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.deleteIfExists(
                    path.resolveSibling(path.getFileName() + "-wal")); // another's, which SQLite would take for its own
        }
        Connection connection = null;
        try {
            connection = DurableDatabase.connect(path);
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("PRAGMA application_id = " + APPLICATION);
                statement.execute("CREATE TABLE IF NOT EXISTS value(name TEXT PRIMARY KEY, sum INTEGER NOT NULL,"
                        + " body BLOB NOT NULL) WITHOUT ROWID");
                statement.execute("CREATE TABLE IF NOT EXISTS entry(idx INTEGER PRIMARY KEY, term INTEGER NOT NULL,"
                        + " sum INTEGER NOT NULL, body BLOB NOT NULL)");
                statement.execute("COMMIT");
            }
            return new JournalDatabase(connection);
        } catch (SQLException problem) {
            closeAfter(connection, problem);
            throw new IOException("%s cannot be opened: %s".formatted(path, problem.getMessage()), problem);
        }
    }

    private static void closeAfter(@Nullable Connection connection, SQLException problem) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException alsoFailing) {
            problem.addSuppressed(alsoFailing);
        }
    }

    /** Something within one transaction. */
    interface Write {
        void on(JournalDatabase database) throws SQLException;
    }

    /** All or nothing, and durable. */
    void write(List<Write> writes) throws IOException {
        boolean done = false;
        try {
            statements().begin.execute();
            for (Write write : writes) {
                write.on(this);
            }
            statements().commit.execute();
            done = true;
        } catch (SQLException problem) {
            throw new IOException("The journal cannot be written: " + problem.getMessage(), problem);
        } finally {
            if (!done) {
                rollBack();
            }
        }
        checkpointWhenDue();
    }

    private void rollBack() {
        if (prepared != null) {
            prepared.close();
            prepared = null;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException alreadyDone) {
            log.debug("SQLite has rolled back by itself", alreadyDone);
        }
    }

    private void checkpointWhenDue() {
        if (++pages >= CHECKPOINT_PAGES) {
            pages = 0;
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            } catch (SQLException problem) {
                log.warn("the journal's WAL keeps growing", problem);
            }
        }
    }

    void put(String name, byte[] body) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement("INSERT OR REPLACE INTO value(name, sum, body) VALUES (?, ?, ?)")) {
            put.setString(1, name);
            put.setInt(2, sumOf(0, 0, body));
            put.setBytes(3, body);
            put.executeUpdate();
        }
    }

    void addEntry(long index, int term, byte[] body) throws SQLException {
        pages += 1 + body.length / DurableDatabase.PAGE_BYTES;
        PreparedStatement insert = statements().insert;
        insert.setLong(1, index);
        insert.setInt(2, term);
        insert.setInt(3, sumOf(index, term, body));
        insert.setBytes(4, body);
        insert.executeUpdate();
    }

    void dropFrom(long index) throws SQLException {
        drop("DELETE FROM entry WHERE idx >= ?", index);
    }

    void dropUntil(long index) throws SQLException {
        drop("DELETE FROM entry WHERE idx <= ?", index);
    }

    private void drop(String sql, long index) throws SQLException {
        try (PreparedStatement drop = connection.prepareStatement(sql)) {
            drop.setLong(1, index);
            drop.executeUpdate();
        }
    }

    /** A value as it was put; null when there is none. */
    @Nullable
    DataInputStream get(String name) throws IOException {
        try (PreparedStatement select = connection.prepareStatement("SELECT sum, body FROM value WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                byte[] body = row.getBytes(2);
                if (row.getInt(1) != sumOf(0, 0, body)) {
                    throw new IOException("The journal's \"%s\" does not match its checksum.".formatted(name));
                }
                return new DataInputStream(new ByteArrayInputStream(body));
            }
        } catch (SQLException problem) {
            throw new IOException("The journal cannot be read: " + problem.getMessage(), problem);
        }
    }

    /** The entries behind {@code index}, without a gap. */
    List<LogEntry> entriesBehind(long index) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT idx, term, sum, body FROM entry WHERE idx > ? ORDER BY idx")) {
            select.setLong(1, index);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(index + entries.size() + 1, rows));
                }
            }
            return entries;
        } catch (SQLException problem) {
            throw new IOException("The journal cannot be read: " + problem.getMessage(), problem);
        }
    }

    private LogEntry entry(long expected, ResultSet row) throws SQLException, IOException {
        long index = row.getLong(1);
        int term = row.getInt(2);
        byte[] body = row.getBytes(4);
        if (index != expected) {
            throw new IOException("The journal lacks entry %d.".formatted(expected));
        }
        if (row.getInt(3) != sumOf(index, term, body)) {
            throw new IOException("Entry %d of the journal does not match its checksum.".formatted(index));
        }
        var in = new DataInputStream(new ByteArrayInputStream(body));
        return ModelCodec.MODELS
                .createLogEntryBuilder()
                .setIndex(index)
                .setTerm(term)
                .setOperation(ModelCodec.readOperation(in))
                .build();
    }

    private int sumOf(long index, int term, byte[] body) {
        sum.reset();
        head.putLong(0, index).putInt(8, term);
        sum.update(head.array());
        sum.update(body);
        return (int) sum.getValue();
    }

    /** Makes all writing fail, or ends that: for tests. */
    void setReadOnly(boolean isReadOnly) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = " + (isReadOnly ? "ON" : "OFF"));
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException nothingToSave) {
            log.warn("closing the journal", nothingToSave); // what was flushed is safe already
        }
    }
}
