package io.sendense.ui.frame;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The pages of one window, each built when it is first shown. FX thread only.
final class Pages {
    private final List<Page> pages;
    private final Map<Place, Page.View> built = new EnumMap<>(Place.class);

    Pages(List<Page> pages) {
        this.pages = List.copyOf(pages);
    }

    /// Those with an entry in the navigation, in its order.
    List<Page> listed() {
        return pages.stream().filter(page -> page.entry().isPresent()).toList();
    }

    /// What a place shows.
    ///
    /// @throws IllegalArgumentException this window has no such page; whatever led there is a bug
    Page.View view(Place place) {
        return built.computeIfAbsent(place, missing -> page(missing).view().get());
    }

    private Page page(Place place) {
        return pages.stream()
                .filter(page -> page.place() == place)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no page " + place));
    }
}
