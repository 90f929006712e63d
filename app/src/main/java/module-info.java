/// Main, command line and composition root: the only place that wires long-lived objects together.
/// Holds no logic of its own.
@org.jspecify.annotations.NullMarked
module io.sendense.app {
    requires static org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.fasterxml.jackson.annotation;
    requires info.picocli;
    requires io.sendense.engine;
    requires io.sendense.ui;
    requires me.tongfei.progressbar;
    requires java.desktop;
    requires org.jline.terminal;
    requires org.slf4j;
    requires tools.jackson.databind;

    opens io.sendense.app.command to
            info.picocli;
}
