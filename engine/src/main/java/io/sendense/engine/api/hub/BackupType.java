package io.sendense.engine.api.hub;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How much of a VM is read.
public enum BackupType {
    /// Every disk in full.
    @JsonProperty("full")
    FULL,
    /// What has changed, as far as that is known; a disk that has no restore point yet in full.
    @JsonProperty("incremental")
    INCREMENTAL
}
