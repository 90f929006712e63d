package io.sendense.engine.restore;

import io.sendense.engine.fuzz.Feed;
import io.sendense.engine.fuzz.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A `config.xml` of a restore point.
public final class ConfigurationFeed implements Feed {
    private static final Refusals REFUSALS =
            Refusals.of(List.of(UnreadableConfigurationException.class));

    @Override
    public boolean take(byte[] input) throws Exception {
        String xml = new String(input, StandardCharsets.UTF_8);
        boolean taken = REFUSALS.taken(() -> check(xml, RestorePlan.of(xml)));
        return REFUSALS.taken(() -> RestorePlan.withoutNvram(xml)) && taken;
    }

    private static void check(String xml, RestorePlan plan) throws Exception {
        if (!plan.equals(RestorePlan.of(xml))) {
            throw new AssertionError("the same configuration has two plans");
        }
        for (PlanItem item : plan.items()) {
            if (item.subject().length() > 1000 || item.concern().toString().length() > 10_000) {
                throw new AssertionError("an item of " + item.toString().length() + " characters");
            }
        }
    }
}
