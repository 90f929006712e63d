package io.sendense.ui.inventory;

/// The two ways in which vSphere orders its objects.
enum TreeMode {
    HOSTS_AND_CLUSTERS,
    VMS_AND_TEMPLATES
}
