package io.sendense.engine.lab.machine;

import java.util.UUID;

/// What a VM is, apart from where it lies. Immutable.
///
/// @param name its name as people write it; vCenter's escapes are added later
/// @param instanceUuid vCenter's identity for it
/// @param biosUuid what the guest sees
/// @param hardware what it is made of
/// @param guest what runs in it
/// @param state whether it runs, or is a template
public record MachineDefinition(
        String name,
        UUID instanceUuid,
        UUID biosUuid,
        MachineHardware hardware,
        GuestFacts guest,
        Lifecycle state) {

    /// The same under another name.
    MachineDefinition withName(String other) {
        return new MachineDefinition(other, instanceUuid, biosUuid, hardware, guest, state);
    }

    /// The same, running or not.
    MachineDefinition with(PowerState power) {
        return new MachineDefinition(
                name,
                instanceUuid,
                biosUuid,
                hardware,
                guest,
                new Lifecycle(power, state.template()));
    }

    /// Whether a VM runs, or is there to be copied.
    ///
    /// @param power whether it runs
    /// @param template whether it is a template, which never runs
    public record Lifecycle(PowerState power, boolean template) {
        /// Refuses a template that runs.
        public Lifecycle {
            if (template && power != PowerState.OFF) {
                throw new IllegalArgumentException("a template that is " + power);
            }
        }
    }
}
