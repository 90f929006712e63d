package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Structure;

/// Shares, limits and reservations: the lab gives everything the defaults.
public final class Allocation {
    private Allocation() {}

    /// Normal shares, no limit, no reservation.
    public static Structure unlimited() {
        return Structure.of("ResourceAllocationInfo")
                .with("reservation", 0L)
                .with("expandableReservation", true)
                .with("limit", -1L)
                .with("shares", shares(4000))
                .build();
    }

    /// Shares at the normal level.
    public static Structure shares(int count) {
        return Structure.of("SharesInfo")
                .with("shares", count)
                .constant("level", "SharesLevel", "normal")
                .build();
    }

    /// The allocation of a VM or a pool.
    public static Structure configuration(Reference entity) {
        return Structure.of("ResourceConfigSpec")
                .with("entity", entity)
                .with("cpuAllocation", unlimited())
                .with("memoryAllocation", unlimited())
                .build();
    }
}
