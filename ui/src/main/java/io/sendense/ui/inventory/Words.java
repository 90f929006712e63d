package io.sendense.ui.inventory;

import io.sendense.ui.shared.Messages;

/// What kinds and power states are called.
final class Words {
    private Words() {}

    static String kind(Messages messages, NodeKind kind) {
        return switch (kind) {
            case VCENTER -> messages.text("inventory.kind.vcenter");
            case DATACENTER -> messages.text("inventory.kind.datacenter");
            case FOLDER -> messages.text("inventory.kind.folder");
            case CLUSTER -> messages.text("inventory.kind.cluster");
            case HOST -> messages.text("inventory.kind.host");
            case RESOURCE_POOL -> messages.text("inventory.kind.pool");
            case VAPP -> messages.text("inventory.kind.vapp");
            case VM -> messages.text("inventory.kind.vm");
            case TEMPLATE -> messages.text("inventory.kind.template");
        };
    }

    static String power(Messages messages, Power power) {
        return switch (power) {
            case NONE -> "";
            case ON -> messages.text("inventory.power.on");
            case OFF -> messages.text("inventory.power.off");
            case SUSPENDED -> messages.text("inventory.power.suspended");
        };
    }
}
