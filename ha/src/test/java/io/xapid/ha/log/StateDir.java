package io.xapid.ha.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.model.store.LogException;
import io.xapid.model.store.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** A state directory under test: filled with numbered entries, copied as a crash would leave it, damaged, opened. */
record StateDir(Path path) {
    LogFiles files() {
        return new LogFiles(path);
    }

    /** Appends entries one by one, so that each is a transaction of its own, and leaves the log open. */
    static void append(LocalLog log, long from, long to) {
        for (long i = from; i <= to; i++) {
            log.append(i, entry(i)).toCompletableFuture().join();
        }
    }

    static byte[] entry(long number) {
        return ("entry " + number).getBytes(UTF_8);
    }

    static List<String> texts(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(i -> "entry " + i).toList();
    }

    /** What a process leaves that is killed now. */
    StateDir copyTo(Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : List.of(files().database(), files().wal(), files().mark())) {
            if (Files.exists(file)) {
                Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new StateDir(target);
    }

    /** What a start finds; throws what it refuses with. */
    Found open() throws LogException {
        return open(false);
    }

    Found open(boolean recoverPrefix) throws LogException {
        var sink = new RecordingSink();
        try (var log = new LocalLog(path, recoverPrefix)) {
            log.start(sink);
            return new Found(sink, log.recovered().orElse(""));
        }
    }

    /** Every file that holds something, but the lock, by name. */
    Map<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var list = Files.list(path)) {
            for (Path file : list.toList()) {
                if (!file.equals(files().lock()) && Files.size(file) > 0) {
                    contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    /** Changes the database, which no log has open, behind its back. */
    void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + files().database());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<Long> numbers(String query) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + files().database());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    void flip(Path file, long position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) position] ^= 0x10;
        Files.write(file, bytes);
    }

    void cut(Path file, long length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) length));
    }

    record Found(RecordingSink sink, String recovered) {
        List<String> texts() {
            return sink.texts();
        }

        long last() {
            return sink.last();
        }
    }
}
