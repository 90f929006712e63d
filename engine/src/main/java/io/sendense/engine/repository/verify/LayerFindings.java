package io.sendense.engine.repository.verify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the findings of one layer, of each kind the first 100. Thread-safe.
final class LayerFindings {
    private static final int LISTED = 100;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Finding> findings = new ArrayList<>();

    @GuardedBy("lock")
    private final Map<String, Long> counts = new HashMap<>();

    void add(Finding finding) {
        synchronized (lock) {
            if (counts.merge(finding.kind(), 1L, Long::sum) <= LISTED) {
                findings.add(finding);
            }
        }
    }

    /// What was listed, and for each kind how many were not.
    List<Finding> all() {
        synchronized (lock) {
            List<Finding> all = new ArrayList<>(findings);
            for (Map.Entry<String, Long> kind : counts.entrySet()) {
                if (kind.getValue() > LISTED) {
                    findings.stream()
                            .filter(finding -> finding.kind().equals(kind.getKey()))
                            .findFirst()
                            .map(first -> more(first, kind.getValue() - LISTED))
                            .ifPresent(all::add);
                }
            }
            return all;
        }
    }

    private static Finding more(Finding of, long count) {
        return new Finding.More(of.point(), of.disk(), of.kind(), of.loss(), count);
    }
}
