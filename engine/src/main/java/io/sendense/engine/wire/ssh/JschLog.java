package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.Logger;
import org.slf4j.LoggerFactory;

/// JSch's own log, at DEBUG: names of algorithms, versions and messages, never data or secrets.
/// What matters of it is thrown, so none of it is worth more.
final class JschLog implements Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(JschLog.class);

    @Override
    public boolean isEnabled(int level) {
        return level >= INFO && LOG.isDebugEnabled();
    }

    @Override
    public void log(int level, String message) {
        if (isEnabled(level)) {
            LOG.debug("{}", message.replaceAll("\\p{Cntrl}+", " "));
        }
    }

    @Override
    public void log(int level, String message, Throwable cause) {
        log(level, message + " (" + cause + ")");
    }
}
