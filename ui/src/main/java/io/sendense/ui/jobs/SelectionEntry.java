package io.sendense.ui.jobs;

import io.sendense.engine.job.Selector;
import io.sendense.ui.shared.ObjectRef;

/// One entry of a selection in the editor. Immutable.
///
/// @param detail the vCenter it is on
record SelectionEntry(Selector selector, ObjectRef.Kind kind, String name, String detail) {
    static SelectionEntry of(Selector selector) {
        ObjectRef.Kind kind =
                switch (selector.kind()) {
                    case VM -> ObjectRef.Kind.VM;
                    case FOLDER -> ObjectRef.Kind.FOLDER;
                    case DATACENTER -> ObjectRef.Kind.DATACENTER;
                    case CLUSTER -> ObjectRef.Kind.CLUSTER;
                    case HOST -> ObjectRef.Kind.HOST;
                    case RESOURCE_POOL -> ObjectRef.Kind.RESOURCE_POOL;
                    case VAPP -> ObjectRef.Kind.VAPP;
                    case TAG -> ObjectRef.Kind.TAG;
                };
        return new SelectionEntry(selector, kind, selector.name(), selector.vcenter());
    }
}
