package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.source.vsphere.http.HttpsExchange;

/// One server as the readers of its files see it.
record FolderServer(
        RangeConnection.Address address,
        HttpsExchange https,
        ConnectionPool connections,
        FileAdmission admission,
        FolderLimits limits) {}
