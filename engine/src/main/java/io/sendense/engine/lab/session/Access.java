package io.sendense.engine.lab.session;

/// Who may do what: the account, who is logged in, and tickets. Thread-safe.
///
/// @param account the one account
/// @param sessions who is logged in
/// @param privileges what the account may do
/// @param tickets what stands for a session in one file request
public record Access(Account account, Privileges privileges, Sessions sessions, Tickets tickets) {}
