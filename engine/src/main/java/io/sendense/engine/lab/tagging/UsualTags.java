package io.sendense.engine.lab.tagging;

import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tags of a lab's VMs: `backup` says how well a VM is to be kept, `environment` what it is
/// for.
public final class UsualTags {
    private static final String BACKUP = "backup";
    private static final String ENVIRONMENT = "environment";
    private static final String GOLD = "gold";
    private static final String SILVER = "silver";
    private static final String NO_BACKUP = "none";
    private static final String PRODUCTION = "production";
    private static final String TEST = "test";

    /// Value of `backup`, value of `environment`, by the names of VMs. Others have none.
    private static final Map<String, List<String>> BY_NAME =
            Map.ofEntries(
                    Map.entry("pgtest1", List.of(GOLD, PRODUCTION)),
                    Map.entry("erp-six-disks", List.of(GOLD, PRODUCTION)),
                    Map.entry("mssql-two-controllers", List.of(GOLD, PRODUCTION)),
                    Map.entry("web01", List.of(SILVER, PRODUCTION)),
                    Map.entry("web/api", List.of(SILVER, PRODUCTION)),
                    Map.entry("100% load", List.of(NO_BACKUP, TEST)),
                    Map.entry("app", List.of(SILVER, PRODUCTION)),
                    Map.entry("Büro-Größe 日本", List.of(SILVER, PRODUCTION)),
                    Map.entry("logs-independent", List.of(SILVER, PRODUCTION)),
                    Map.entry("win11-sealed", List.of(SILVER, TEST)),
                    Map.entry("suspended-dev", List.of(NO_BACKUP, TEST)),
                    Map.entry("diskless", List.of(NO_BACKUP, TEST)),
                    Map.entry("test-bench", List.of(NO_BACKUP, TEST)),
                    Map.entry("Kasse 1", List.of(GOLD, PRODUCTION)));

    private static final Pattern FLEET = Pattern.compile("fleet-(\\d+)");

    private UsualTags() {}

    /// A book with these tags on the VMs there are.
    public static TagBook of(ObjectStore store) {
        var book = new TagBook();
        List.of(GOLD, SILVER, NO_BACKUP).forEach(name -> book.add(BACKUP, name));
        List.of(PRODUCTION, TEST).forEach(name -> book.add(ENVIRONMENT, name));
        store.all(VirtualMachine.class).forEach(machine -> mark(book, machine));
        return book;
    }

    private static void mark(TagBook book, VirtualMachine machine) {
        String name = machine.definition().name();
        Matcher fleet = FLEET.matcher(name);
        List<String> values =
                fleet.matches()
                        ? fleet(Integer.parseInt(fleet.group(1)))
                        : BY_NAME.getOrDefault(name, List.of());
        if (!values.isEmpty()) {
            book.attach(book.tag(BACKUP, values.getFirst()), machine.reference());
            book.attach(book.tag(ENVIRONMENT, values.getLast()), machine.reference());
        }
    }

    /// Of many plain VMs a tenth is kept best, a third well, and a quarter is for tests.
    private static List<String> fleet(int number) {
        String backup = number % 10 == 0 ? GOLD : number % 3 == 0 ? SILVER : NO_BACKUP;
        return List.of(backup, number % 4 == 0 ? TEST : PRODUCTION);
    }
}
