package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TraversalSpec;
import com.vmware.vim25.VimPortType;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads properties of managed objects: of one, or in bulk of all of some kinds, in pages.
/// Thread-safe.
final class PropertyReader {
    /// More pages than any inventory has.
    private static final int MOST_PAGES = 100_000;

    private final ServerSession session;
    private final int pageObjects;

    PropertyReader(ServerSession session, int pageObjects) {
        this.session = session;
        this.pageObjects = pageObjects;
    }

    /// Properties of one object.
    ///
    /// @throws SoapFault for instance `ManagedObjectNotFound`
    ObjectProperties of(ManagedObjectReference object, String... paths)
            throws SoapFault, EngineException, InterruptedException {
        return session.repeat(
                "RetrievePropertiesEx", (vim, server) -> read(vim, server, object, paths));
    }

    /// The same within a call of somebody else's.
    static ObjectProperties read(
            VimPortType vim, ServiceContent server, ManagedObjectReference object, String... paths)
            throws RemoteException {
        ObjectSpec start = new ObjectSpec();
        start.setObj(object);
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {start});
        filter.setPropSet(new PropertySpec[] {properties(object.getType(), paths)});
        RetrieveResult result =
                vim.retrievePropertiesEx(
                        server.getPropertyCollector(),
                        new PropertyFilterSpec[] {filter},
                        new RetrieveOptions());
        List<ObjectProperties> objects = new ArrayList<>();
        take(result, objects);
        if (objects.isEmpty()) {
            return new ObjectProperties(object, Map.of(), Map.of());
        }
        refuseIfLoggedOut(objects.getFirst());
        return objects.getFirst();
    }

    /// A server may say of each property, instead of the call, that nobody is logged in.
    private static void refuseIfLoggedOut(ObjectProperties object) throws SoapFault {
        for (SoapFault refusal : object.refusals().values()) {
            if (refusal.is(NotAuthenticated.class)) {
                throw refusal;
            }
        }
    }

    /// Properties of every object of some kinds below the root folder.
    ///
    /// @param paths property paths by kind
    List<ObjectProperties> all(Map<String, List<String>> paths)
            throws SoapFault, EngineException, InterruptedException {
        return session.repeat("RetrievePropertiesEx", (vim, server) -> readAll(vim, server, paths));
    }

    private List<ObjectProperties> readAll(
            VimPortType vim, ServiceContent server, Map<String, List<String>> paths)
            throws RemoteException {
        String[] kinds = paths.keySet().toArray(new String[0]);
        ManagedObjectReference view =
                vim.createContainerView(
                        server.getViewManager(), server.getRootFolder(), kinds, true);
        try {
            return pages(vim, server, filter(view, paths));
        } finally {
            try {
                vim.destroyView(view);
            } catch (RemoteException e) {
                // a view ends with its session; the failure that matters is the reading's own
            }
        }
    }

    private List<ObjectProperties> pages(
            VimPortType vim, ServiceContent server, PropertyFilterSpec filter)
            throws RemoteException {
        ManagedObjectReference collector = server.getPropertyCollector();
        RetrieveOptions options = new RetrieveOptions();
        options.setMaxObjects(pageObjects);
        List<ObjectProperties> objects = new ArrayList<>();
        RetrieveResult page =
                vim.retrievePropertiesEx(collector, new PropertyFilterSpec[] {filter}, options);
        for (int pages = 1; ; pages++) {
            take(page, objects);
            String token = page == null ? null : page.getToken();
            if (token == null || token.isEmpty()) {
                return objects;
            }
            if (pages > MOST_PAGES) {
                throw new SoapFault("TooManyPages", "more than " + MOST_PAGES + " pages", null);
            }
            page = vim.continueRetrievePropertiesEx(collector, token);
        }
    }

    private static void take(@Nullable RetrieveResult page, List<ObjectProperties> into) {
        if (page != null && page.getObjects() != null) {
            for (ObjectContent content : page.getObjects()) {
                if (content.getObj() != null) {
                    into.add(ObjectProperties.of(content));
                }
            }
        }
    }

    /// All members of a view with some properties.
    static PropertyFilterSpec filter(ManagedObjectReference view, Map<String, List<String>> paths) {
        TraversalSpec members = new TraversalSpec();
        members.setName("members");
        members.setType("ContainerView");
        members.setPath("view");
        members.setSkip(false);
        ObjectSpec start = new ObjectSpec();
        start.setObj(view);
        start.setSkip(true);
        start.setSelectSet(new SelectionSpec[] {members});
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {start});
        filter.setPropSet(
                paths.entrySet().stream()
                        .map(kind ->
                                properties(kind.getKey(), kind.getValue().toArray(new String[0])))
                        .toArray(PropertySpec[]::new));
        return filter;
    }

    static PropertySpec properties(String kind, String... paths) {
        PropertySpec properties = new PropertySpec();
        properties.setType(kind);
        properties.setAll(false);
        properties.setPathSet(Arrays.copyOf(paths, paths.length));
        return properties;
    }
}
