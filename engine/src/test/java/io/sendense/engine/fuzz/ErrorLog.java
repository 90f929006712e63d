package io.sendense.engine.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// What the program reports of itself as an error, in whatever thread: something it did not expect
/// and went on after. Thread-safe.
public final class ErrorLog implements AutoCloseable {
    private final AtomicReference<@Nullable ILoggingEvent> first = new AtomicReference<>();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                        first.compareAndSet(null, event);
                    }
                }
            };

    private ErrorLog() {}

    /// Watches from now on.
    public static ErrorLog watch() {
        ErrorLog log = new ErrorLog();
        log.appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        log.appender.start();
        root().addAppender(log.appender);
        return log;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /// Fails if there was an error since the last call.
    public void requireNone() {
        ILoggingEvent error = first.getAndSet(null);
        if (error != null) {
            Throwable cause =
                    error.getThrowableProxy() instanceof ThrowableProxy proxy
                            ? proxy.getThrowable()
                            : null;
            throw new AssertionError(error.getFormattedMessage(), cause);
        }
    }

    @Override
    public void close() {
        root().detachAppender(appender);
    }
}
