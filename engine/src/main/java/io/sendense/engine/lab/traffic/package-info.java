/// What the lab was asked for, for tests that judge how a client asks.
///
/// In: requests for datastore files as they begin and end. Out: the last of them in the order they
/// began, and how many were under way at once. Thread-safe; a bounded number is kept, in memory.
package io.sendense.engine.lab.traffic;
