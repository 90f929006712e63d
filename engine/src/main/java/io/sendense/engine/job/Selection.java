package io.sendense.engine.job;

import java.util.List;

/// Which VMs a job backs up: all that an entry of `included` names or holds, at any depth, without
/// those of `excluded`. Found anew at each run, so that new VMs are included. Templates are left
/// out. Immutable.
public record Selection(List<Selector> included, List<Selector> excluded) {
    public Selection {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }
}
