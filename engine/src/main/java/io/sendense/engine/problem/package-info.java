/// What can go wrong, each with one stable code.
///
/// The engine throws [EngineException] with a [Problem]: a code, typed arguments, a cause. It knows
/// no sentences. The bundle `problems.properties` beside these classes holds, keyed by code, what
/// happened, why and what to do; [ProblemText] renders it for command line, console, REST and mail,
/// and nothing else in the engine may use it.
///
/// Everything here is immutable. Codes are kept for ever: they stand in catalogs and scripts.
package io.sendense.engine.problem;
