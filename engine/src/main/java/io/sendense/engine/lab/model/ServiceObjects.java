package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// The objects there is one of, and where a client starts from.
public final class ServiceObjects {
    /// The one object whose name every client knows.
    public static final Reference INSTANCE = new Reference("ServiceInstance", "ServiceInstance");

    /// The root of the inventory.
    public static final Reference ROOT_FOLDER = new Reference("Folder", "group-d1");

    /// Reads properties.
    public static final Reference PROPERTY_COLLECTOR =
            new Reference("PropertyCollector", "propertyCollector");

    /// Knows who is logged in.
    public static final Reference SESSIONS = new Reference("SessionManager", "SessionManager");

    /// Knows who may do what.
    public static final Reference AUTHORIZATION =
            new Reference("AuthorizationManager", "AuthorizationManager");

    /// Makes views.
    public static final Reference VIEWS = new Reference("ViewManager", "ViewManager");

    /// Knows the tasks.
    public static final Reference TASKS = new Reference("TaskManager", "TaskManager");

    /// Finds objects by other names.
    public static final Reference SEARCH = new Reference("SearchIndex", "SearchIndex");

    private static final String INSTANCE_UUID = "5e4d1ab0-0000-4000-8000-00000000ab01";

    private ServiceObjects() {}

    /// Puts the objects that belong to no session into the store.
    ///
    /// @param recentTasks the tasks that are kept
    public static void addTo(
            ObjectStore store, InstantSource clock, Supplier<List<Reference>> recentTasks) {
        store.add(
                ServiceObject.of(INSTANCE)
                        .with("serverClock", () -> Scalar.of(clock.instant()))
                        .with("capability", ServiceObjects::capability)
                        .with("content", ServiceObjects::content)
                        .build());
        store.add(
                ServiceObject.of(TASKS)
                        .with("recentTask", () -> Sequence.references(recentTasks.get()))
                        .with("description", ServiceObjects::taskDescription)
                        .with("maxCollector", () -> Scalar.of(32))
                        .build());
        // Without a session these have nothing to tell; each session puts its own before them.
        store.add(ServiceObject.of(AUTHORIZATION).build());
        for (Reference own : List.of(PROPERTY_COLLECTOR, SESSIONS, VIEWS, SEARCH)) {
            store.add(ServiceObject.of(own).build());
        }
    }

    /// The `ServiceContent`: where everything is.
    public static Structure content() {
        return Structure.of("ServiceContent")
                .with("rootFolder", ROOT_FOLDER)
                .with("propertyCollector", PROPERTY_COLLECTOR)
                .with("viewManager", VIEWS)
                .with("about", about())
                .with("sessionManager", SESSIONS)
                .with("authorizationManager", AUTHORIZATION)
                .with("taskManager", TASKS)
                .with("searchIndex", SEARCH)
                .build();
    }

    private static Structure.Composer about() {
        return Structure.of("AboutInfo")
                .with("name", "Sendense lab vCenter")
                .with("fullName", "Sendense lab vCenter 8.0.3 build-0")
                .with("vendor", "Sendense")
                .with("version", "8.0.3")
                .with("build", "0")
                .with("localeVersion", "INTL")
                .with("localeBuild", "000")
                .with("osType", "linux-x64")
                .with("productLineId", "vpx")
                .with("apiType", "VirtualCenter")
                .with("apiVersion", "8.0.3.0")
                .with("instanceUuid", INSTANCE_UUID)
                .with("licenseProductName", "Sendense lab")
                .with("licenseProductVersion", "8.0");
    }

    private static Structure capability() {
        return Structure.of("Capability")
                .with("provisioningSupported", true)
                .with("multiHostSupported", true)
                .with("userShellAccessSupported", false)
                .build();
    }

    private static Structure taskDescription() {
        return Structure.of("TaskDescription")
                .with("methodInfo", description("ElementDescription", "task"))
                .with("state", description("ElementDescription", "state"))
                .with("reason", description("TypeDescription", "TaskReasonUser"))
                .build();
    }

    private static Structure.Composer description(String type, String key) {
        return Structure.of(type).with("label", key).with("summary", key).with("key", key);
    }
}
