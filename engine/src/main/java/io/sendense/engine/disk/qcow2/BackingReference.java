package io.sendense.engine.disk.qcow2;

import java.nio.file.Path;
import java.util.List;

/// A backing file's name, and who asks for it. Immutable but for the cache it carries.
public final class BackingReference {
    private final BackingName backing;
    private final List<Path> chain;
    private final ChainCaches cache;

    BackingReference(BackingName backing, List<Path> chain, ChainCaches cache) {
        this.backing = backing;
        this.chain = List.copyOf(chain);
        this.cache = cache;
    }

    /// The name as the header has it.
    public BackingName backing() {
        return backing;
    }

    /// The same asker's reference to another file.
    BackingReference renamed(BackingName name) {
        return new BackingReference(name, chain, cache);
    }

    /// The file whose header it is; a real path.
    public Path overlay() {
        return chain.getLast();
    }

    /// The files from the one opened first down to `overlay`; real paths.
    public List<Path> chain() {
        return chain;
    }

    /// What all files of the chain keep their tables in.
    ChainCaches cache() {
        return cache;
    }
}
