/// What a command shows: results on stdout - tables for people, JSON for scripts - and text,
/// progress and problems on stderr.
///
/// With `--json` stdout gets one JSON object, or one per line for streams, and nothing else. Used
/// from one thread unless a type says otherwise. Nothing here outlives the process.
package io.sendense.app.output;
