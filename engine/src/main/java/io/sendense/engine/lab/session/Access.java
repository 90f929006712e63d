package io.sendense.engine.lab.session;

/// Who may do what: the account, who is logged in, and tickets. Thread-safe.
///
/// @param account the one account
/// @param sessions who is logged in
/// @param tickets what stands for a session in one file request
public record Access(Account account, Sessions sessions, Tickets tickets) {}
