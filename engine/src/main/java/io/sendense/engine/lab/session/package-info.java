/// Who is logged in, what belongs to each login, and tickets for single file requests.
///
/// In: a name and a password; cookies of later requests. Out: sessions, which end by logout, by
/// being idle longer than a stated `Duration`, or on request of a test. What a session owns (views,
/// filters, pages not fetched yet) ends with it. Times come from an injected clock. Thread-safe;
/// all in memory, so a crash logs everyone out.
package io.sendense.engine.lab.session;
