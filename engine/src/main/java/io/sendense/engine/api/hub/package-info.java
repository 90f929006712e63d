/// The engine over REST, for scripts and for machines without a screen: the routes of the hub.
///
/// `HubApi` makes the table of routes over an `Engine`, whichever process owns it. What is answered
/// are records of this package, not the engine's own: those may change with the program, these are
/// the interface. `engine/doc/api/hub.json` is its document, made of the table and compared by a
/// test.
///
/// `HubMetrics` writes what Prometheus reads. Gauges are asked of the engine when they are read;
/// counters count what has ended since the hub began, as Prometheus expects of a program that may
/// be started again.
///
/// A stream of events holds a subscription and a virtual thread for as long as its client listens;
/// of what waits for a slow client the newest state is kept and no event is left out.
package io.sendense.engine.api.hub;
