/// Where the program starts: reads the command line and hands over to a role.
///
/// In: arguments, environment (`SENDENSE_HOME`, `SENDENSE_PASSWORD`, `SENDENSE_DISKS_FROM`). Out:
/// text on stderr, results on stdout, exit codes 0 (done), 1 (failed), 2 (usage). Holds nothing a
/// crash could leave behind.
package io.sendense.app;
