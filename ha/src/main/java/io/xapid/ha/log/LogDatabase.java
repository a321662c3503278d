package io.xapid.ha.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that a log writes to. Only one thread at a time may use it; every method that writes is one transaction,
 * durable when it returns.
 */
final class LogDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogDatabase.class);

    /** Marks our databases among all: "xpid". */
    static final int APPLICATION = 0x78706964;

    /** Raised when an older daemon could no longer read what a newer one writes. */
    static final int FORMAT = 1;

    /** How many entries one statement adds, where many wait: the more, the less of the driver's work for each. */
    private static final int[] TOGETHER = {32, 8, 1};

    private final Connection connection;
    private final Chain chain = new Chain();
    private @Nullable Statements prepared; // null after a failure: the driver closes a statement that fails

    private LogDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Makes an empty database, complete and closed. */
    static void create(Path path) throws SQLException {
        try (Connection connection = DurableDatabase.connect(path);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("CREATE TABLE about(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
            statement.execute("INSERT INTO about VALUES ('format', " + FORMAT + "), ('mended', 0)");
            statement.execute("CREATE TABLE entry(idx INTEGER PRIMARY KEY, sum INTEGER NOT NULL, body BLOB NOT NULL)");
            statement.execute("CREATE TABLE image(idx INTEGER PRIMARY KEY, chain INTEGER NOT NULL,"
                    + " chunks INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0)");
            statement.execute("CREATE TABLE chunk(image INTEGER NOT NULL, number INTEGER NOT NULL,"
                    + " sum INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (image, number))");
            statement.execute("COMMIT");
        }
    }

    /** Opens a database that is known to be whole. */
    static LogDatabase open(Path path) throws SQLException {
        return new LogDatabase(DurableDatabase.connect(path));
    }

    /**
     * Adds entries behind the one that has the checksum {@code before}.
     *
     * @return the checksum of the last
     */
    int append(int before, long first, List<byte[]> entries) throws SQLException {
        return inTransaction(() -> {
            int sum = before;
            int done = 0;
            for (Insert some : statements().insertEntries) {
                PreparedStatement insert = some.statement;
                while (entries.size() - done >= some.together) {
                    int parameter = 0;
                    for (byte[] entry : entries.subList(done, done + some.together)) {
                        long index = first + done++;
                        sum = chain.after(sum, index, entry);
                        insert.setLong(++parameter, index);
                        insert.setInt(++parameter, sum);
                        insert.setBytes(++parameter, entry);
                    }
                    insert.executeUpdate();
                }
            }
            return sum;
        });
    }

    /** Begins an image of the state after the entry at {@code index}, in place of any that was never completed. */
    void beginImage(long index) throws SQLException {
        inTransaction(() -> {
            update("DELETE FROM chunk WHERE image IN (SELECT idx FROM image WHERE complete = 0)");
            update("DELETE FROM image WHERE complete = 0");
            int found = update("INSERT INTO image(idx, chain) SELECT idx, sum FROM entry WHERE idx = ?", index);
            if (found != 1) {
                throw new SQLException("there is no entry " + index + " to follow the image");
            }
            return found;
        });
    }

    /** Notes an image that is copied from elsewhere; its chunks follow. */
    void addImage(long index, int chainThere, int chunks) throws SQLException {
        inTransaction(() -> update("INSERT INTO image VALUES (?, ?, ?, 1)", index, chainThere, chunks));
    }

    void addChunk(long image, int number, int sum, byte[] body) throws SQLException {
        inTransaction(() -> {
            PreparedStatement insert = statements().insertChunk;
            insert.setLong(1, image);
            insert.setInt(2, number);
            insert.setInt(3, sum);
            insert.setBytes(4, body);
            return insert.executeUpdate();
        });
    }

    void completeImage(long image, int chunks) throws SQLException {
        inTransaction(() -> update("UPDATE image SET complete = 1, chunks = ? WHERE idx = ?", chunks, image));
    }

    void dropImage(long image) throws SQLException {
        inTransaction(() -> {
            update("DELETE FROM chunk WHERE image = ?", image);
            return update("DELETE FROM image WHERE idx = ?", image);
        });
    }

    /**
     * Drops some of what is superfluous: all before the last but one image. So each image that a start may need has
     * another way to the same state beside it, by the image before and the entries between.
     *
     * @return whether there may be more
     */
    boolean dropSome(int entries, int chunks) throws SQLException {
        long keepFrom = number(
                "SELECT coalesce((SELECT idx FROM image WHERE complete = 1 ORDER BY idx DESC LIMIT 1 OFFSET 1), 0)");
        return inTransaction(() -> {
            int dropped = update(
                    "DELETE FROM entry WHERE idx IN (SELECT idx FROM entry WHERE idx <= ? ORDER BY idx LIMIT ?)",
                    keepFrom,
                    entries);
            dropped += update(
                    "DELETE FROM chunk WHERE rowid IN"
                            + " (SELECT rowid FROM chunk WHERE image < ? ORDER BY image, number LIMIT ?)",
                    keepFrom,
                    chunks);
            if (dropped == 0) {
                update("DELETE FROM image WHERE idx < ?", keepFrom);
            }
            return dropped > 0;
        });
    }

    /** Puts something harmless where a transaction that failed may have left a whole copy of itself. */
    void mend() throws SQLException {
        inTransaction(() -> update("UPDATE about SET value = value + 1 WHERE name = 'mended'"));
    }

    /** Moves what is committed into the database proper, so that the next commits use the WAL from its start. */
    void checkpoint() throws SQLException {
        number("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /** Makes all writing fail, or ends that: for tests. */
    void setReadOnly(boolean isReadOnly) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = " + (isReadOnly ? "ON" : "OFF"));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        boolean done = false;
        try {
            statements().begin.execute();
            T result = work.run();
            statements().commit.execute();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        Statements used = prepared;
        prepared = null;
        if (used != null) {
            used.close();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException alreadyDone) {
            log.debug("SQLite has rolled back by itself", alreadyDone);
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

    private int update(String sql, long... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setLong(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** Adds so many entries. */
    private record Insert(int together, PreparedStatement statement) {}

    /** What every commit needs. */
    private static final class Statements {
        private final PreparedStatement begin;
        private final PreparedStatement commit;
        private final List<Insert> insertEntries = new ArrayList<>(); // the last adds one
        private final PreparedStatement insertChunk;

        Statements(Connection connection) throws SQLException {
            begin = connection.prepareStatement("BEGIN IMMEDIATE");
            commit = connection.prepareStatement("COMMIT");
            for (int together : TOGETHER) {
                String sql = "INSERT INTO entry(idx, sum, body) VALUES (?, ?, ?)" + ", (?, ?, ?)".repeat(together - 1);
                insertEntries.add(new Insert(together, connection.prepareStatement(sql)));
            }
            insertChunk =
                    connection.prepareStatement("INSERT INTO chunk(image, number, sum, body) VALUES (?, ?, ?, ?)");
        }

        void close() {
            var all = new ArrayList<>(List.of(begin, commit, insertChunk));
            insertEntries.forEach(insert -> all.add(insert.statement));
            for (PreparedStatement one : all) {
                try {
                    one.close();
                } catch (SQLException closedByItself) {
                    log.debug("a statement that failed", closedByItself);
                }
            }
        }
    }
}
