/// The SOAP operations the lab understands, a class for each family, and the endpoint that calls
/// them.
///
/// In: requests to `/sdk`. Out: replies, typed faults, tasks. Whoever has no session meets
/// `NotAuthenticated` before anything else; fault rules are applied around each call. Amounts are
/// bytes, times `Duration`. Called by many threads at once; nothing is kept here.
package io.sendense.engine.lab.operation;
