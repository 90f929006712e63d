/// The desktop around the console's window: an icon in its tray, and notices.
///
/// In: words, a picture, what to do when they are clicked. Out: the same on the desktop, through
/// `java.awt.SystemTray` and, on Linux, the program `notify-send`, where they are there. No secrets
/// go in. The only place with AWT, which comes up when the first run is living and not before. A
/// crash leaves nothing: the desktop takes icons of dead processes away.
package io.sendense.app.desktop;
