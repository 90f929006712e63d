package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;

/// One server as the readers of its files see it.
record FolderServer(
        RangeConnection.Address address,
        HttpsExchange https,
        ConnectionPool connections,
        SessionCookie cookie,
        SessionRenewal renewal,
        FolderLimits limits) {}
