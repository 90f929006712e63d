package io.sendense.engine.disk.qcow2;

import java.util.ArrayList;
import java.util.List;

/// Counts what a check finds and keeps the first sentences. Confined to one thread.
final class CheckFindings {
    private final List<String> texts = new ArrayList<>();
    private long corruptions;
    private long leaks;

    void corruption(String text) {
        corruptions++;
        keep(text);
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

    long leaks() {
        return leaks;
    }

    List<String> texts() {
        return texts;
    }
}
