package io.xapid.ha.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** A SQLite database of one process, in which what is committed outlives a power cut. */
public final class DurableDatabase {
    /** The size of its pages, in bytes. */
    public static final int PAGE_BYTES = 4096;

    private static final int LARGEST_IDLE_WAL = 32 << 20;

    private DurableDatabase() {}

    /** Opens it, and makes it where there is none. Its WAL is moved into it only when that is asked for. */
    public static Connection connect(Path path) throws SQLException {
        Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + path);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("PRAGMA locking_mode = EXCLUSIVE"); // before the WAL is touched: spares shared memory
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = 0"); // ours to choose when: after acknowledging, not before
            statement.execute("PRAGMA journal_size_limit = " + LARGEST_IDLE_WAL);
            statement.execute("PRAGMA cell_size_check = ON");
            return connection;
        } catch (SQLException problem) {
            connection.close();
            throw problem;
        }
    }
}
