/// One class per command: reads its options, calls the engine, shows the result. No logic of its
/// own.
///
/// In: options of the command line. Out: results through `output`, an exit code: 0 done, 1 failed,
/// 2 usage. A command holds an engine only while it runs; what a crash leaves is the engine's to
/// clear up.
package io.sendense.app.command;
