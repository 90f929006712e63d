package io.sendense.engine.disk.vmdk;

/// What a disk and all its parents keep in memory, however many files they are in. Thread-safe.
record ChainCaches(TableCache tables, GrainCache grains) {
    ChainCaches() {
        this(new TableCache(), new GrainCache());
    }
}
