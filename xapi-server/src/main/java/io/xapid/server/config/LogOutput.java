package io.xapid.server.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes: warnings to stderr, everything to a file that cannot grow without end. One event is one line.
 *
 * <p>Set up in code, since reading a configuration file would cost a good part of the time to start.
 */
public final class LogOutput extends ContextAwareBase implements Configurator {
    /** Line ends within a message or a stack trace become bars, and other control characters question marks. */
    private static final String ONE_LINE =
            "%replace(%replace(%msg%ex){'(\\r?\\n)+\\s*', ' | '}){'[\\p{Cntrl}]', '?'}%nopex%n";

    private static final String FILE_LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{0}: " + ONE_LINE;
    private static final String STDERR_LINE = "%-5level %logger{0}: "
            + "%replace(%replace(%msg %ex{0}){'(\\r?\\n)+\\s*', ' '}){'[\\p{Cntrl}]', '?'}%nopex%n";
    private static final String FILE_SIZE = "10MB";
    private static final int OLD_FILES = 4;

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        var stderr = new ConsoleAppender<ILoggingEvent>();
        stderr.setContext(loggers);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder(loggers, STDERR_LINE));
        var warnings = new ThresholdFilter();
        warnings.setLevel("WARN");
        warnings.start();
        stderr.addFilter(warnings);
        stderr.start();
        var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        loggers.getLogger("io.xapid").setLevel(Level.INFO);
        loggers.getLogger("io.microraft").setLevel(Level.ERROR); // it warns of every change that it is told to make
        loggers.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.OFF); // any client can make it speak
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** From now on everything is also written to {@code xapid.log} in that folder; said again, nothing changes. */
    public static void alsoTo(Path folder) {
        var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("file") != null) {
            return; // the daemon starts anew in the same process
        }
        Path file = folder.resolve("xapid.log");
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(loggers);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(encoder(loggers, FILE_LINE));
        var naming = new NumberedFiles(file, OLD_FILES);
        naming.setContext(loggers);
        naming.start();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(loggers);
        size.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
        size.start();
        appender.setRollingPolicy(naming);
        appender.setTriggeringPolicy(size);
        appender.start();
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static PatternLayoutEncoder encoder(LoggerContext loggers, String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
