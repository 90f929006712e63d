package io.sendense.engine.source.vsphere.folder;

import java.io.IOException;

/// What lets requests for files in: a session, or a ticket for each. Thread-safe.
interface FileAdmission {
    /// The `Cookie` header for one request; empty for none.
    ///
    /// @param method `GET` or `HEAD`
    /// @param target path and query as they will be sent
    /// @throws IOException none is to be had now
    String cookie(String method, String target) throws IOException, InterruptedException;

    /// Returns when another request may be tried.
    ///
    /// @param refused the cookie that was refused
    /// @throws IOException there is nothing better to be had
    void renew(String refused) throws IOException, InterruptedException;
}
