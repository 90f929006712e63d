/// Main, command line and composition root: the only place that wires long-lived objects together.
/// Holds no logic of its own.
@org.jspecify.annotations.NullMarked
module io.sendense.app {
    requires static org.jspecify;
    requires io.sendense.engine;
    requires info.picocli;
    requires org.slf4j;

    opens io.sendense.app to
            info.picocli;
}
