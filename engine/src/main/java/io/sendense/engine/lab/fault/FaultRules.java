package io.sendense.engine.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The rules in force. Thread-safe.
public final class FaultRules {
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    /// Puts a rule in force.
    public void add(FaultRule rule) {
        armed.add(new Armed(rule, new AtomicInteger()));
    }

    /// Takes all rules out of force.
    public void clear() {
        armed.clear();
    }

    /// How many calls have matched a rule so far, those it let pass included.
    public int matched(FaultRule rule) {
        return armed.stream()
                .filter(candidate -> candidate.rule().equals(rule))
                .mapToInt(candidate -> candidate.seen().get())
                .sum();
    }

    /// The actions for one call; counts the call for every rule that matches it.
    ///
    /// @param operation the SOAP operation's name or `folder`
    /// @param objectNames every name the call's object goes by
    public List<FaultAction> actions(String operation, Set<String> objectNames) {
        if (armed.isEmpty()) {
            return List.of();
        }
        var actions = new ArrayList<FaultAction>();
        for (Armed candidate : armed) {
            FaultRule rule = candidate.rule();
            if (rule.matches(operation, objectNames)) {
                long call = candidate.seen().getAndIncrement();
                if (call >= rule.after() && call < (long) rule.after() + rule.times()) {
                    actions.add(rule.action());
                }
            }
        }
        return actions;
    }

    /// A rule and how often it has matched.
    private record Armed(FaultRule rule, AtomicInteger seen) {}
}
