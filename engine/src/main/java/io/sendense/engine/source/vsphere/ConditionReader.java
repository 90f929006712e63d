package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.UserSession;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import io.sendense.engine.source.inventory.VmCondition.GuestTools;
import io.sendense.engine.source.inventory.VmCondition.HostCondition;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what surrounds a VM: host, datastores, configuration, the account's privileges.
/// Thread-safe.
///
/// What the account may not see is left out, as it does not keep a VM from being backed up.
final class ConditionReader {
    private static final Logger LOG = LoggerFactory.getLogger(ConditionReader.class);
    private static final String OPERATION = "RetrievePropertiesEx";
    private static final String[] VM = {
        "runtime.connectionState",
        "runtime.faultToleranceState",
        "runtime.host",
        "guest.toolsRunningStatus",
        "datastore"
    };

    private final ServerSession session;
    private final PropertyReader properties;
    private final VmReader vms;
    private final LicenseReader licenses;

    ConditionReader(
            ServerSession session,
            PropertyReader properties,
            VmReader vms,
            LicenseReader licenses) {
        this.licenses = licenses;
        this.session = session;
        this.properties = properties;
        this.vms = vms;
    }

    List<DatastoreCondition> datastores(ObjectId id) throws EngineException, InterruptedException {
        return datastores(properties(id, "datastore"));
    }

    private ObjectProperties properties(ObjectId id, String... paths)
            throws EngineException, InterruptedException {
        try {
            return properties.of(References.vm(id), paths);
        } catch (SoapFault fault) {
            throw fault.is(ManagedObjectNotFound.class)
                    ? session.problems().vmUnknown(id.value(), fault)
                    : session.problems().of(OPERATION, id.value(), fault);
        }
    }

    VmCondition read(ObjectId id) throws EngineException, InterruptedException {
        ObjectProperties vm = properties(id, VM);
        String connection = word(vm, "runtime.connectionState").orElse("connected");
        Optional<String> config =
                connection.equals("connected") ? Optional.of(vms.configXml(id)) : Optional.empty();
        return new VmCondition(
                connection,
                word(vm, "runtime.faultToleranceState")
                        .map(state -> !state.equals("notConfigured"))
                        .orElse(false),
                tools(vm),
                config,
                host(vm),
                datastores(vm),
                missingPrivileges(vm),
                licenses.restricting());
    }

    /// An enumeration's value, which the stubs make a type of its own.
    private static Optional<String> word(ObjectProperties object, String path) {
        return object.get(path, Object.class).map(String::valueOf);
    }

    private static GuestTools tools(ObjectProperties vm) {
        return vm.text("guest.toolsRunningStatus")
                .map(status ->
                        status.equals("guestToolsRunning")
                                ? GuestTools.RUNNING
                                : GuestTools.NOT_RUNNING)
                .orElse(GuestTools.UNKNOWN);
    }

    private Optional<HostCondition> host(ObjectProperties vm)
            throws EngineException, InterruptedException {
        Optional<ManagedObjectReference> host =
                vm.get("runtime.host", ManagedObjectReference.class);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        try {
            ObjectProperties found =
                    properties.of(
                            host.get(),
                            "name",
                            "runtime.connectionState",
                            "runtime.inMaintenanceMode");
            return word(found, "runtime.connectionState")
                    .map(connection ->
                            new HostCondition(
                                    Names.of(found),
                                    connection,
                                    found.flag("runtime.inMaintenanceMode")));
        } catch (SoapFault fault) {
            LOG.debug("the host of {} cannot be read: {}", vm.id(), fault.getMessage());
            return Optional.empty();
        }
    }

    private List<DatastoreCondition> datastores(ObjectProperties vm)
            throws EngineException, InterruptedException {
        List<DatastoreCondition> found = new ArrayList<>();
        for (ManagedObjectReference datastore :
                vm.get("datastore", ManagedObjectReference[].class)
                        .orElse(new ManagedObjectReference[0])) {
            try {
                ObjectProperties read =
                        properties.of(
                                datastore,
                                "summary.name",
                                "summary.type",
                                "summary.capacity",
                                "summary.freeSpace",
                                "summary.accessible",
                                "summary.maintenanceMode");
                read.text("summary.type").ifPresent(type -> found.add(datastore(read, type)));
            } catch (SoapFault fault) {
                LOG.debug("a datastore of {} cannot be read: {}", vm.id(), fault.getMessage());
            }
        }
        return found;
    }

    private static DatastoreCondition datastore(ObjectProperties read, String type) {
        return new DatastoreCondition(
                Names.decoded(read.text("summary.name").orElse("?")),
                type,
                read.number("summary.capacity"),
                read.number("summary.freeSpace"),
                read.flag("summary.accessible"),
                read.text("summary.maintenanceMode")
                        .map(mode -> !mode.equals("normal"))
                        .orElse(false));
    }

    private Set<String> missingPrivileges(ObjectProperties vm)
            throws EngineException, InterruptedException {
        Set<String> missing = new TreeSet<>(missing(vm.object(), Privileges.OF_A_BACKUP));
        for (ManagedObjectReference datastore :
                vm.get("datastore", ManagedObjectReference[].class)
                        .orElse(new ManagedObjectReference[0])) {
            missing.addAll(missing(datastore, Privileges.OF_DATASTORES));
        }
        return missing;
    }

    /// Asked by name, one answer for each: the server ignores misspelt ones when a role is made.
    private Set<String> missing(ManagedObjectReference entity, List<String> privileges)
            throws EngineException, InterruptedException {
        String[] wanted = privileges.toArray(String[]::new);
        try {
            Optional<String> key = sessionKey();
            if (key.isEmpty()) {
                return Set.of();
            }
            boolean[] granted =
                    session.repeat(
                            "HasPrivilegeOnEntity",
                            (vim, server) ->
                                    server.getAuthorizationManager() == null
                                            ? new boolean[0]
                                            : vim.hasPrivilegeOnEntity(
                                                    server.getAuthorizationManager(),
                                                    entity,
                                                    key.get(),
                                                    wanted));
            Set<String> missing = new TreeSet<>();
            for (int i = 0; granted != null && i < granted.length && i < wanted.length; i++) {
                if (!granted[i]) {
                    missing.add(wanted[i]);
                }
            }
            return missing;
        } catch (SoapFault fault) {
            LOG.info("the privileges on {} are not told: {}", entity.getVal(), fault.getMessage());
            return Set.of();
        }
    }

    private Optional<String> sessionKey() throws SoapFault, EngineException, InterruptedException {
        return session.repeat(
                        OPERATION,
                        (vim, server) ->
                                PropertyReader.read(
                                        vim, server, server.getSessionManager(), "currentSession"))
                .get("currentSession", UserSession.class)
                .map(UserSession::getKey);
    }
}
