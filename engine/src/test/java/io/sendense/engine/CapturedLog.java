package io.sendense.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// What is logged, by the engine down to the finest level or by another part.
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private CapturedLog(Logger logger) {
        this.logger = logger;
    }

    public static CapturedLog begin() {
        return of("io.sendense", Level.TRACE);
    }

    /// What the loggers of this name log at this level and above.
    public static CapturedLog of(String name, Level level) {
        CapturedLog log = new CapturedLog((Logger) LoggerFactory.getLogger(name));
        log.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        log.begin0(level);
        return log;
    }

    private void begin0(Level level) {
        super.start();
        logger.setLevel(level);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
        for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
            lines.add(at.getClassName() + ": " + at.getMessage());
        }
    }

    /// All of it so far.
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
        stop();
    }
}
