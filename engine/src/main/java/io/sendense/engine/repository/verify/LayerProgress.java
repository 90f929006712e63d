package io.sendense.engine.repository.verify;

import io.sendense.engine.run.Progress;
import java.util.concurrent.atomic.AtomicLong;

/// How far a verification is, over all its layers. `checked` may be called by any thread, the rest
/// by the walking one.
final class LayerProgress {
    private final Progress listener;
    private final long totalBytes;
    private final AtomicLong checkedBytes = new AtomicLong();
    private String label = "";

    LayerProgress(Progress listener, long totalBytes) {
        this.listener = listener;
        this.totalBytes = totalBytes;
    }

    /// Begins the next layer.
    void layer(String name) {
        label = name;
        tell();
    }

    /// Counts bytes that were compared.
    void checked(long bytes) {
        checkedBytes.addAndGet(bytes);
    }

    long checkedBytes() {
        return checkedBytes.get();
    }

    void tell() {
        long done = checkedBytes.get();
        listener.at(label, done, Math.max(done, totalBytes));
    }
}
