package io.xapid.server.config;

import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps a number of full log files beside the one that is written: {@code name.1}, the newest, to {@code name.N}.
 *
 * <p>Logback's own takes the file's name for a pattern, and so fails in a folder with a percent sign in its name.
 */
final class NumberedFiles extends ContextAwareBase implements RollingPolicy {
    private final Path file;
    private final int kept;
    private boolean started;

    NumberedFiles(Path file, int kept) {
        this.file = file;
        this.kept = kept;
    }

    @Override
    public void rollover() throws RolloverFailure {
        try {
            for (int number = kept - 1; number >= 0; number--) {
                Path from = number == 0 ? file : numbered(number);
                if (Files.exists(from)) {
                    Files.move(from, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException problem) {
            throw new RolloverFailure("cannot rename " + file, problem);
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public String getActiveFileName() {
        return file.toString();
    }

    @Override
    public CompressionMode getCompressionMode() {
        return CompressionMode.NONE;
    }

    @Override
    public void setParent(FileAppender<?> appender) {
        // it is told its file
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }
}
