package io.sendense.engine.preflight;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import io.sendense.engine.source.inventory.VmCondition.HostCondition;
import java.util.function.Consumer;

/// Where the VM runs and lies, and what the account may do there. Stateless.
final class PlaceRules {
    private static final int LOW_PERCENT = 10;

    private PlaceRules() {}

    static void check(Facts facts, Consumer<Concern> found) {
        VmCondition condition = facts.condition();
        condition.host().ifPresent(host -> checkHost(host, found));
        condition.datastores().forEach(datastore -> checkDatastore(datastore, found));
        condition
                .restrictedLicense()
                .ifPresent(license ->
                        found.accept(
                                Concern.of(ConcernRule.LICENSE_RESTRICTED)
                                        .with("license", license)));
        if (!condition.missingPrivileges().isEmpty()) {
            found.accept(
                    Concern.of(ConcernRule.PRIVILEGES_MISSING)
                            .with(
                                    "privileges",
                                    String.join(
                                            ", ",
                                            condition.missingPrivileges().stream()
                                                    .sorted()
                                                    .toList())));
        }
    }

    private static void checkHost(HostCondition host, Consumer<Concern> found) {
        if (!host.connection().equals("connected")) {
            found.accept(
                    Concern.of(ConcernRule.HOST_UNREACHABLE)
                            .with("host", host.name())
                            .with("connection", host.connection()));
        }
        if (host.maintenance()) {
            found.accept(Concern.of(ConcernRule.HOST_IN_MAINTENANCE).with("host", host.name()));
        }
    }

    private static void checkDatastore(DatastoreCondition datastore, Consumer<Concern> found) {
        if (!datastore.accessible()) {
            found.accept(about(ConcernRule.DATASTORE_UNREACHABLE, datastore));
            return;
        }
        if (datastore.maintenance()) {
            found.accept(about(ConcernRule.DATASTORE_IN_MAINTENANCE, datastore));
        }
        if (datastore.isFull()) {
            found.accept(withSpace(ConcernRule.DATASTORE_FULL, datastore));
        } else if (datastore.freeBytes() < datastore.capacityBytes() / 100 * LOW_PERCENT) {
            found.accept(withSpace(ConcernRule.DATASTORE_LOW, datastore));
        }
    }

    private static Concern withSpace(ConcernRule rule, DatastoreCondition datastore) {
        return about(rule, datastore)
                .withBytes("free", datastore.freeBytes())
                .withBytes("capacity", datastore.capacityBytes());
    }

    private static Concern about(ConcernRule rule, DatastoreCondition datastore) {
        return Concern.of(rule).with("datastore", datastore.name());
    }
}
