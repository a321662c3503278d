package io.xapid.ha.log;

import io.xapid.model.store.LogException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * A log that begins with a state that another host has sent, made beside the one that is there. Until {@link #take} it
 * changes nothing; a crash leaves either the one or the other.
 */
public final class Replacement {
    private final LogFiles files;

    private Replacement(LogFiles files) {
        this.files = files;
    }

    /**
     * Writes a log that holds nothing but an image of the state at {@code index}.
     *
     * @throws LogException when it cannot be written, in words for an operator
     * @throws IOException when {@code image} cannot be read to its end
     */
    public static Replacement write(Path stateDirectory, long index, InputStream image)
            throws IOException, LogException {
        var files = new LogFiles(stateDirectory);
        try {
            Rescue.removeUnfinished(files);
            LogDatabase.create(files.unfinished());
            try (LogDatabase target = LogDatabase.open(files.unfinished())) {
                copy(index, image, target);
            }
            return new Replacement(files);
        } catch (SQLException problem) {
            throw new LogException(
                    "The state that another host sent cannot be written to %s: %s"
                            .formatted(files.unfinished(), problem.getMessage()),
                    problem);
        }
    }

    private static void copy(long index, InputStream image, LogDatabase target) throws IOException, SQLException {
        var out = new ChunkOutputStream((number, chunk) -> {
            try {
                target.addChunk(index, number, LogReader.sumOf(chunk), chunk);
                return CompletableFuture.completedFuture(true);
            } catch (SQLException problem) {
                return CompletableFuture.failedFuture(new LogException(
                        "The state that another host sent cannot be written: " + problem.getMessage(), problem));
            }
        });
        image.transferTo(out);
        out.close();
        target.addImage(index, Chain.START, out.chunks());
    }

    /** Takes the place of the log that was there, which nobody has open. */
    public void take() throws IOException {
        files.rename(files.unfinished(), files.rescued());
        Rescue.finish(files);
    }
}
