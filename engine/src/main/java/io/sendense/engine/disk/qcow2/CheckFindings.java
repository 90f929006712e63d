package io.sendense.engine.disk.qcow2;

import java.util.ArrayList;
import java.util.List;

/// Counts what a check finds and keeps the first sentences. Confined to one thread.
final class CheckFindings {
    private final List<String> texts = new ArrayList<>();
    private long corruptions;
    private long missingFlags;
    private long leaks;

    void corruption(String text) {
        corruptions++;
        keep(text);
    }

    /// An entry is not marked as the only one of its cluster, though it is. A corruption by QEMU's
    /// counting; all it costs is a copy at the next write.
    void missingFlag(String text) {
        missingFlags++;
        corruption(text);
    }

    void leak(String text) {
        leaks++;
        keep(text);
    }

    private void keep(String text) {
        if (texts.size() < Qcow2Check.MAX_FINDINGS) {
            texts.add(text);
        }
    }

    long corruptions() {
        return corruptions;
    }

    /// Whether nothing is damaged in earnest.
    boolean harmless() {
        return corruptions == missingFlags;
    }

    long leaks() {
        return leaks;
    }

    List<String> texts() {
        return texts;
    }
}
