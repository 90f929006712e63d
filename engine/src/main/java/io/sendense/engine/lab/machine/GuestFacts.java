package io.sendense.engine.lab.machine;

/// What is known about the system inside a VM. Immutable.
///
/// @param guestId vSphere's identifier, such as `ubuntu64Guest`
/// @param fullName as people call it
/// @param hostName the name it gives itself
/// @param ipAddress its first address
/// @param tools what VMware Tools do there
public record GuestFacts(
        String guestId, String fullName, String hostName, String ipAddress, ToolsState tools) {

    /// Whether it is a Windows.
    public boolean windows() {
        return guestId.startsWith("win");
    }
}
