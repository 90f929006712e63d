package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.Scalar;

/// Whether a VM runs.
public enum PowerState {
    /// It runs; its guest may write.
    ON("poweredOn"),
    /// It does not run.
    OFF("poweredOff"),
    /// Its memory lies on the datastore, waiting.
    SUSPENDED("suspended");

    private final String text;

    PowerState(String text) {
        this.text = text;
    }

    /// As vSphere writes it.
    public Scalar value() {
        return Scalar.constant("VirtualMachinePowerState", text);
    }

    /// As vSphere writes it, as text.
    public String text() {
        return text;
    }
}
