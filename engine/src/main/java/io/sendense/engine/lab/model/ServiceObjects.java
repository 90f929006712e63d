package io.sendense.engine.lab.model;

import io.sendense.engine.lab.product.Product;
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

    /// Knows the licences.
    public static final Reference LICENSES = new Reference("LicenseManager", "LicenseManager");

    /// Finds objects by other names.
    public static final Reference SEARCH = new Reference("SearchIndex", "SearchIndex");

    private static final String INSTANCE_UUID = "5e4d1ab0-0000-4000-8000-00000000ab01";

    private ServiceObjects() {}

    /// Puts the objects that belong to no session into the store.
    ///
    /// @param product what they belong to
    /// @param recentTasks the tasks that are kept
    public static void addTo(
            ObjectStore store,
            Product product,
            InstantSource clock,
            Supplier<List<Reference>> recentTasks) {
        store.add(
                ServiceObject.of(INSTANCE)
                        .with("serverClock", () -> Scalar.of(clock.instant()))
                        .with("capability", ServiceObjects::capability)
                        .with("content", () -> content(product))
                        .build());
        store.add(
                ServiceObject.of(TASKS)
                        .with("recentTask", () -> Sequence.references(recentTasks.get()))
                        .with("description", ServiceObjects::taskDescription)
                        .with("maxCollector", () -> Scalar.of(32))
                        .build());
        store.add(
                ServiceObject.of(LICENSES)
                        .with(
                                "licenses",
                                () -> Sequence.of("LicenseManagerLicenseInfo", licenses(product)))
                        .build());
        // Without a session these have nothing to tell; each session puts its own before them.
        store.add(ServiceObject.of(AUTHORIZATION).build());
        for (Reference own : List.of(PROPERTY_COLLECTOR, SESSIONS, VIEWS, SEARCH)) {
            store.add(ServiceObject.of(own).build());
        }
    }

    /// The `ServiceContent`: where everything is.
    ///
    /// @param product whose
    public static Structure content(Product product) {
        return Structure.of("ServiceContent")
                .with("rootFolder", product.rootFolder())
                .with("propertyCollector", PROPERTY_COLLECTOR)
                .with("viewManager", VIEWS)
                .with("about", product.vcenter() ? about() : hostAbout())
                .with("sessionManager", SESSIONS)
                .with("licenseManager", LICENSES)
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

    /// A host of its own has no uuid as a service.
    private static Structure.Composer hostAbout() {
        return Structure.of("AboutInfo")
                .with("name", "Sendense lab ESXi")
                .with("fullName", "Sendense lab ESXi 8.0.3 build-0")
                .with("vendor", "Sendense")
                .with("version", "8.0.3")
                .with("build", "0")
                .with("localeVersion", "INTL")
                .with("localeBuild", "000")
                .with("osType", "vmnix-x86")
                .with("productLineId", "embeddedEsx")
                .with("apiType", "HostAgent")
                .with("apiVersion", "8.0.3.0")
                .with("licenseProductName", "Sendense lab")
                .with("licenseProductVersion", "8.0");
    }

    private static List<Structure> licenses(Product product) {
        return List.of(
                switch (product) {
                    case VCENTER -> license("vc.standard.instance", "Sendense lab vCenter");
                    case ESXI -> license("eval", "Evaluation Mode");
                    case FREE_ESXI -> license("esxBasic", "Sendense lab Hypervisor (free)");
                });
    }

    private static Structure license(String edition, String name) {
        return Structure.of("LicenseManagerLicenseInfo")
                .with("licenseKey", "00000-00000-00000-00000-00000")
                .with("editionKey", edition)
                .with("name", name)
                .with("total", 0)
                .with("costUnit", "cpuPackage")
                .build();
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
