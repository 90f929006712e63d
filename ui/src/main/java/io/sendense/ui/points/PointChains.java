package io.sendense.ui.points;

import io.sendense.engine.PointView;
import io.sendense.engine.PointView.PointDiskView;
import io.sendense.ui.points.ChainLine.ChainLayer;
import io.sendense.ui.points.ChainLine.Kind;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows the layers of a restore point down to its fulls. Stateless.
final class PointChains {
    /// A longer chain is shown with the middle put together.
    private static final int MOST_SHOWN = 6;

    private PointChains() {}

    /// One line for each disk.
    ///
    /// @param all the points there are, by id
    static List<ChainLine> of(PointView point, Map<String, PointView> all, Texts texts) {
        return point.disks().stream().map(disk -> line(point, disk, all, texts)).toList();
    }

    private static ChainLine line(
            PointView point, PointDiskView disk, Map<String, PointView> all, Texts texts) {
        List<ChainLayer> layers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long stored = 0;
        PointView at = point;
        Optional<PointDiskView> layer = Optional.of(disk);
        while (layer.isPresent() && seen.add(at.id())) {
            stored += layer.get().layerBytes();
            layers.add(layer(at, layer.get(), texts));
            Optional<String> parent = layer.get().parent();
            if (parent.isEmpty()) {
                break;
            }
            PointView below = all.get(parent.get());
            layer = below == null ? Optional.empty() : below(layer.get(), below);
            if (below == null || layer.isEmpty()) {
                layers.add(
                        new ChainLayer(
                                Kind.MISSING,
                                texts.messages().text("points.chain.missing"),
                                parent.get(),
                                "",
                                true));
                break;
            }
            at = below;
        }
        return new ChainLine(
                disk.label(),
                texts.messages()
                        .text(
                                "points.chain.words",
                                texts.formats().bytes(disk.capacityBytes()),
                                layers.size(),
                                texts.formats().bytes(stored)),
                shortened(layers, texts));
    }

    /// The same disk in the point below: the one with its key, else the one of its size.
    private static Optional<PointDiskView> below(PointDiskView disk, PointView below) {
        return below.disks().stream()
                .filter(other -> other.key() == disk.key())
                .findFirst()
                .or(() ->
                        below.disks().stream()
                                .filter(other -> other.capacityBytes() == disk.capacityBytes())
                                .findFirst());
    }

    private static ChainLayer layer(PointView point, PointDiskView disk, Texts texts) {
        return new ChainLayer(
                disk.parent().isPresent() ? Kind.INCREMENTAL : Kind.FULL,
                texts.formats().moment(point.created()),
                texts.formats().bytes(disk.layerBytes()),
                point.id(),
                point.check().filter(check -> !check.sound()).isPresent());
    }

    private static List<ChainLayer> shortened(List<ChainLayer> layers, Texts texts) {
        if (layers.size() <= MOST_SHOWN) {
            return layers;
        }
        List<ChainLayer> shown = new ArrayList<>(layers.subList(0, MOST_SHOWN - 2));
        List<ChainLayer> middle = layers.subList(MOST_SHOWN - 2, layers.size() - 1);
        shown.add(
                new ChainLayer(
                        Kind.MORE,
                        texts.messages().text("points.chain.more", middle.size()),
                        "",
                        "",
                        middle.stream().anyMatch(ChainLayer::damaged)));
        shown.add(layers.getLast());
        return shown;
    }
}
