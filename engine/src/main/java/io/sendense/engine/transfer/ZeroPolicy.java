package io.sendense.engine.transfer;

/// What becomes of planned clusters that hold only zeroes.
public enum ZeroPolicy {
    /// The target reads as zero where nothing was written, so nothing is sent: a layer without a
    /// backing file.
    SKIP,
    /// The target may show older data there, so it is told to store a zero: a layer over a backing
    /// file.
    STORE
}
