package io.sendense.engine.source.vsphere.folder;

import java.io.IOException;

/// Makes the session valid again after the server refused it.
@FunctionalInterface
public interface SessionRenewal {
    /// Returns when the session is valid.
    ///
    /// @param refusedCookie the cookie header that was refused
    /// @throws IOException there is no session to be had
    void renew(String refusedCookie) throws IOException, InterruptedException;
}
