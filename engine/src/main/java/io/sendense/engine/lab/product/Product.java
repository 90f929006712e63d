package io.sendense.engine.lab.product;

import io.sendense.engine.lab.soap.Reference;

/// What a lab is.
public enum Product {
    /// A vCenter with several hosts.
    VCENTER,
    /// One host on its own, in the 60 days of its evaluation.
    ESXI,
    /// One host on its own with the free licence, which refuses whatever changes something.
    FREE_ESXI;

    /// Whether it is a vCenter.
    public boolean vcenter() {
        return this == VCENTER;
    }

    /// The root of its inventory.
    public Reference rootFolder() {
        return new Reference("Folder", vcenter() ? "group-d1" : "ha-folder-root");
    }

    /// The id of a new object; a host has names for what there is one of.
    ///
    /// @param prefix what a vCenter begins it with
    public String id(String type, String prefix, int number) {
        String usual = prefix + "-" + number;
        if (vcenter()) {
            return usual;
        }
        return switch (type) {
            case "VirtualMachine" -> String.valueOf(number);
            case "Task" -> "haTask-" + number;
            case "HostSystem" -> "ha-host";
            case "Datacenter" -> "ha-datacenter";
            case "ComputeResource" -> "ha-compute-res";
            case "ResourcePool" -> "ha-root-pool";
            default -> usual;
        };
    }

    /// The id of a new folder.
    ///
    /// @param letter what it is for, as a vCenter writes it
    public String folderId(String letter, int number) {
        if (vcenter()) {
            return "group-" + letter + number;
        }
        return switch (letter) {
            case "v" -> "ha-folder-vm";
            case "h" -> "ha-folder-host";
            case "s" -> "ha-folder-datastore";
            case "n" -> "ha-folder-network";
            default -> "ha-folder-" + letter + number;
        };
    }
}
