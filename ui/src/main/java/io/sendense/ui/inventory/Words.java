package io.sendense.ui.inventory;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tone;

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

    static String protection(Messages messages, ProtectionChoice choice) {
        return switch (choice) {
            case NEVER -> messages.text("inventory.protection.never");
            case NOT_LATELY -> messages.text("inventory.protection.old");
            case PROTECTED -> messages.text("inventory.protection.good");
        };
    }

    /// A VM without a restore point is no failure: it may be meant.
    static Badge badge(Messages messages, ProtectionChoice choice) {
        String words = protection(messages, choice);
        return switch (choice) {
            case PROTECTED -> new Badge(words, Tone.SUCCESS);
            case NOT_LATELY -> new Badge(words, Tone.WARNING);
            case NEVER -> new Badge(words, Tone.NEUTRAL);
        };
    }
}
