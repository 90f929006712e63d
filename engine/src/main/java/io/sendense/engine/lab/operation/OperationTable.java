package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.machine.SnapshotWatcher;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.task.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All operations the lab understands, by name. Immutable.
public final class OperationTable {
    /// What may be called without a session; the property collector looks for itself what it shows.
    private static final Set<String> OPEN =
            Set.of("RetrieveServiceContent", "Login", "RetrieveProperties", "RetrievePropertiesEx");

    /// What a free licence refuses.
    private static final Set<String> CHANGING =
            Set.of(
                    "ReconfigVM_Task",
                    "CreateSnapshot_Task",
                    "CreateSnapshotEx_Task",
                    "RemoveSnapshot_Task",
                    "RemoveAllSnapshots_Task",
                    "RevertToSnapshot_Task",
                    "RevertToCurrentSnapshot_Task",
                    "ConsolidateVMDisks_Task");

    private final Map<String, Operation> operations;

    private OperationTable(Map<String, Operation> operations) {
        this.operations = Map.copyOf(operations);
    }

    /// The operations of a lab.
    ///
    /// @param directory its objects
    /// @param access its account and sessions
    /// @param tasks its tasks
    /// @param watcher is told of snapshots
    /// @param identity what it says of itself
    public static OperationTable of(
            Directory directory,
            Access access,
            Tasks tasks,
            SnapshotWatcher watcher,
            ServerIdentity identity) {
        var starter = new TaskStarter(tasks);
        List<OperationFamily> families =
                List.of(
                        new SessionOperations(directory, access, identity),
                        new PropertyOperations(directory, identity.pageLimit()),
                        new ViewOperations(directory),
                        new SearchOperations(directory, identity.product()),
                        new TaskOperations(directory),
                        new AuthorizationOperations(directory, access.privileges()),
                        new MachineOperations(directory, starter, watcher),
                        new SnapshotOperations(directory, starter, watcher),
                        new ChangedAreaOperations(directory));
        var operations = new HashMap<String, Operation>();
        families.forEach(family -> operations.putAll(family.operations()));
        if (identity.product() == Product.FREE_ESXI) {
            CHANGING.forEach(name -> operations.put(name, OperationTable::refuse));
        }
        return new OperationTable(operations);
    }

    private static Reply refuse(Call call) throws SoapFault {
        Session _ = call.authenticated();
        throw SoapFault.restrictedVersion();
    }

    Optional<Operation> find(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    static boolean needsSession(String name) {
        return !OPEN.contains(name);
    }
}
