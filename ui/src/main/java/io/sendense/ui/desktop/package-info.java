/// What the console wants of the desktop outside of its window: an icon in the tray, and telling
/// the operator something while the window is in the background.
///
/// In: words and what to do when they are clicked. Out: whether this desktop has such a thing. The
/// program that opens the console brings the way to do it, as it needs more of the system than a
/// view may (see the decision "the desktop is reached from the app"). Nothing outlives the process.
package io.sendense.ui.desktop;
