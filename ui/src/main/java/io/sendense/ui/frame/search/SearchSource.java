package io.sendense.ui.frame.search;

import io.sendense.ui.shared.Tasks;
import java.util.List;

/// Where things to be found come from. Each feature brings its own.
@FunctionalInterface
public interface SearchSource {
    /// Looks at what the console shows now, on the FX thread and quickly.
    ///
    /// @return reads the items, off the FX thread and not necessarily quickly; in an order in which
    ///   the more interesting of two that match equally well comes first
    Tasks.Call<List<SearchItem>> prepare();
}
