package io.sendense.ui.frame;

import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The name by which a desktop finds out that a window belongs to this program: WM_CLASS on X11,
/// the application id on Wayland (freedesktop.org, Desktop Entry Specification, StartupWMClass).
///
/// JavaFX takes it from the class of a `javafx.application.Application`, which this program has
/// none of, and has no public way to set it. The launchers export the package that has one; without
/// that export the window is called `java`, and all else works. FX thread only, before the first
/// window.
public final class WindowClass {
    private static final Logger LOG = LoggerFactory.getLogger(WindowClass.class);
    private static final String NAME = "sendense";

    private WindowClass() {}

    public static void set() {
        try {
            Class<?> toolkit = Class.forName("com.sun.glass.ui.Application");
            Object application = toolkit.getMethod("GetApplication").invoke(null);
            toolkit.getMethod("setName", String.class).invoke(application, NAME);
        } catch (ReflectiveOperationException e) {
            Throwable why = e instanceof InvocationTargetException made ? made.getCause() : e;
            LOG.debug("the window's class stays java", why);
        }
    }
}
