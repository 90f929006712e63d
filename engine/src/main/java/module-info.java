/// The engine: everything of Sendense that works without a screen.
///
/// It takes records in, gives records and an event stream out, never prompts, never prints and
/// never requires JavaFX.
@org.jspecify.annotations.NullMarked
module io.sendense.engine {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;
    requires org.slf4j;

    exports io.sendense.engine.disk.block;
}
