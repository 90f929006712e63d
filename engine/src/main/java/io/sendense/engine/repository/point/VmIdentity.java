package io.sendense.engine.repository.point;

import java.util.Locale;
import java.util.regex.Pattern;

/// Who a VM is. Its instance UUID and its source's UUID together name its folder; the name is only
/// for people. Immutable; UUIDs are kept in lower case.
///
/// @param instanceUuid the VM's instance UUID
/// @param sourceUuid the vCenter's or standalone host's own UUID
/// @param name what the VM was called at the time
/// @param managedId its managed object id: `vm-42`
public record VmIdentity(String instanceUuid, String sourceUuid, String name, String managedId) {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public VmIdentity {
        instanceUuid = checked("instance", instanceUuid);
        sourceUuid = checked("source", sourceUuid);
    }

    /// Name of the VM's folder: the instance UUID and the first 8 characters of the source's.
    public String folderName() {
        return instanceUuid + "-" + sourceUuid.substring(0, 8);
    }

    private static String checked(String what, String uuid) {
        String lower = uuid.toLowerCase(Locale.ROOT);
        if (!UUID.matcher(lower).matches()) {
            throw new IllegalArgumentException("'" + uuid + "' is no UUID of a VM's " + what);
        }
        return lower;
    }
}
