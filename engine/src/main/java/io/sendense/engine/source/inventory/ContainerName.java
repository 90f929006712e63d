package io.sendense.engine.source.inventory;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How people name a container: by its name where that is unique among its kind, by its path from
/// the top (`/Berlin/Shop`), or by its id (`moref:group-v12`). Immutable.
public record ContainerName(ContainerKind kind, String text) {
    private static final String MOREF = "moref:";

    /// The one container that is meant.
    ///
    /// @param vcenter its name, for the message
    /// @throws EngineException `INVENTORY-OBJECT-UNKNOWN`, or `INVENTORY-OBJECT-AMBIGUOUS`, which
    ///   lists the candidates
    public Container find(Inventory inventory, String vcenter) throws EngineException {
        Map<ObjectId, Container> all = new HashMap<>();
        inventory.containers().forEach(each -> all.put(each.id(), each));
        List<Container> found =
                inventory.containers().stream()
                        .filter(each -> each.kind() == kind && means(each, all))
                        .toList();
        if (found.isEmpty()) {
            throw Problem.of(ProblemCode.INVENTORY_OBJECT_UNKNOWN)
                    .with("object", words())
                    .with("vcenter", vcenter)
                    .toException();
        }
        if (found.size() > 1) {
            throw Problem.of(ProblemCode.INVENTORY_OBJECT_AMBIGUOUS)
                    .with("object", words())
                    .with(
                            "candidates",
                            found.stream()
                                    .map(each -> path(each, all) + " (" + MOREF + each.id() + ")")
                                    .sorted()
                                    .collect(Collectors.joining(", ")))
                    .toException();
        }
        return found.getFirst();
    }

    private String words() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " '" + text + "'";
    }

    private boolean means(Container container, Map<ObjectId, Container> all) {
        if (text.startsWith(MOREF)) {
            return container.id().value().equals(text.substring(MOREF.length()));
        }
        return text.startsWith("/")
                ? path(container, all).equals(text)
                : container.name().equals(text);
    }

    /// Names from the top, without those that no tree shows: the root, and the two folders of a
    /// datacenter.
    private static String path(Container container, Map<ObjectId, Container> all) {
        Deque<String> names = new ArrayDeque<>();
        Optional<Container> at = Optional.of(container);
        for (int depth = 0; at.isPresent() && depth < all.size(); depth++) {
            Optional<Container> above = at.get().parent().map(all::get);
            boolean shown =
                    at.get().kind() != ContainerKind.FOLDER
                            || (above.isPresent()
                                    && above.get().kind() != ContainerKind.DATACENTER);
            if (shown) {
                names.push(at.get().name());
            }
            at = above;
        }
        return "/" + String.join("/", names);
    }
}
