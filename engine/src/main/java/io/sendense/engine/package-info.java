/// The engine's front door: [Engine] takes records in and gives records and an event stream out.
///
/// One process owns a home folder and runs the engine in itself; every other process reaches the
/// same engine through the owner's socket. Both are `Engine`s under one contract test. Nothing here
/// prompts, prints or knows a screen.
///
/// What a crash leaves behind is written in the packages that hold it: `backup` (snapshots),
/// `repository` (drafts), `catalog` (rows).
package io.sendense.engine;
