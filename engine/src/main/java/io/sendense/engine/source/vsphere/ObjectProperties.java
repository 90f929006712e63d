package io.sendense.engine.source.vsphere;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the property collector said of one managed object. Immutable.
///
/// @param values by property path; what the server did not say is not in it
/// @param refusals by property path: what the account may not see
record ObjectProperties(
        ManagedObjectReference object,
        Map<String, Object> values,
        Map<String, SoapFault> refusals) {

    static ObjectProperties of(ObjectContent content) {
        Map<String, Object> values = new HashMap<>();
        if (content.getPropSet() != null) {
            for (DynamicProperty property : content.getPropSet()) {
                if (property.getName() != null && property.getVal() != null) {
                    values.put(property.getName(), property.getVal());
                }
            }
        }
        Map<String, SoapFault> refusals = new HashMap<>();
        if (content.getMissingSet() != null) {
            for (MissingProperty missing : content.getMissingSet()) {
                if (missing.getFault() != null && missing.getFault().getFault() != null) {
                    String words = missing.getFault().getLocalizedMessage();
                    refusals.put(
                            missing.getPath(),
                            SoapFault.of(
                                    missing.getFault().getFault(), words == null ? "" : words));
                }
            }
        }
        return new ObjectProperties(content.getObj(), values, refusals);
    }

    /// The same object after an update, which says only what has changed.
    ObjectProperties after(ObjectUpdate update) {
        Map<String, Object> now = new HashMap<>(values);
        if (update.getChangeSet() != null) {
            for (PropertyChange change : update.getChangeSet()) {
                if (change.getName() != null && change.getVal() != null) {
                    now.put(change.getName(), change.getVal());
                } else if (change.getName() != null) {
                    now.remove(change.getName());
                }
            }
        }
        return new ObjectProperties(object, Map.copyOf(now), refusals);
    }

    ObjectId id() {
        return new ObjectId(object.getVal());
    }

    String type() {
        return String.valueOf(object.getType());
    }

    /// A property, if it is there and of this type.
    <T> Optional<T> get(String path, Class<T> type) {
        Object value = values.get(path);
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    Optional<String> text(String path) {
        return get(path, String.class);
    }

    boolean flag(String path) {
        return get(path, Boolean.class).orElse(false);
    }

    long number(String path) {
        return get(path, Number.class).map(Number::longValue).orElse(0L);
    }

    Optional<ObjectId> reference(String path) {
        return get(path, ManagedObjectReference.class).flatMap(References::id);
    }
}
