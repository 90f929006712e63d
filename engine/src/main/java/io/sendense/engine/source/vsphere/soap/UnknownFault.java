package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.MethodFault;

/// A fault of a type yavijava does not know; its name is kept.
public final class UnknownFault extends MethodFault {
    private static final long serialVersionUID = 1L;

    private final String typeName;

    public UnknownFault(String typeName) {
        this.typeName = typeName;
    }

    public String typeName() {
        return typeName;
    }
}
