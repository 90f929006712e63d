package io.sendense.engine.source.vsphere;

import com.vmware.vim25.InvalidCollectorVersion;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.ObjectUpdateKind;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.VimPortType;
import com.vmware.vim25.WaitOptions;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the server's news of the inventory: one property collector of its own, one filter,
/// one call that waits.
///
/// The first answers, in pages, tell everything; those after them only what has changed. A
/// collector ends with its session: then all begins anew with another one. Of tags the server has
/// no news: whether they have changed is looked at after each answer. Confined to one thread.
final class InventoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryWatch.class);

    /// How long one call waits on the server.
    private static final int WAIT_SECONDS = 20;

    /// Changes that come so soon after one another are told as one.
    private static final Duration GATHERING = Duration.ofMillis(250);

    /// A server that loses so many collectors one after the other cannot keep one.
    private static final int MOST_LOSSES = 3;

    private final ServerSession session;
    private final Map<String, List<String>> query;
    private final int pageObjects;
    private final InventoryTags tags;
    private final Consumer<Inventory> told;
    private final Map<String, ObjectProperties> objects = new LinkedHashMap<>();
    private Tags toldTags = Tags.UNREADABLE;
    private int losses;

    /// @param query property paths by kind
    /// @param pageObjects most objects that one answer should hold
    /// @param told is given each inventory
    InventoryWatch(
            ServerSession session,
            Map<String, List<String>> query,
            int pageObjects,
            InventoryTags tags,
            Consumer<Inventory> told) {
        this.session = session;
        this.query = query;
        this.pageObjects = pageObjects;
        this.tags = tags;
        this.told = told;
    }

    /// What the server keeps for this watch.
    private record Subject(
            ManagedObjectReference collector,
            ManagedObjectReference view,
            ManagedObjectReference root) {}

    /// Listens until interrupted.
    ///
    /// @throws SoapFault the server cannot tell of changes
    void run() throws SoapFault, EngineException, InterruptedException {
        while (true) {
            Subject subject = session.repeat("CreateFilter", this::begin);
            try {
                listen(subject);
            } catch (SoapFault fault) {
                if (!isLost(fault) || ++losses > MOST_LOSSES) {
                    throw fault;
                }
                LOG.info("the inventory is listened to anew: {}", fault.getMessage());
            } finally {
                end(subject);
            }
        }
    }

    private static boolean isLost(SoapFault fault) {
        return fault.is(ManagedObjectNotFound.class)
                || fault.is(InvalidCollectorVersion.class)
                || fault.is(NotAuthenticated.class);
    }

    private Subject begin(VimPortType vim, ServiceContent server) throws RemoteException {
        ManagedObjectReference root = server.getRootFolder();
        ManagedObjectReference view =
                vim.createContainerView(
                        server.getViewManager(), root, query.keySet().toArray(new String[0]), true);
        ManagedObjectReference collector =
                vim.createPropertyCollector(server.getPropertyCollector());
        PropertyFilterSpec members = PropertyReader.filter(view, query);
        ObjectSpec above = new ObjectSpec();
        above.setObj(root);
        members.setObjectSet(new ObjectSpec[] {above, members.getObjectSet()[0]});
        vim.createFilter(collector, members, true);
        return new Subject(collector, view, root);
    }

    private void listen(Subject subject) throws SoapFault, EngineException, InterruptedException {
        WaitOptions options = new WaitOptions();
        options.setMaxWaitSeconds(WAIT_SECONDS);
        options.setMaxObjectUpdates(pageObjects);
        objects.clear();
        String version = "";
        while (true) {
            String since = version;
            UpdateSet news =
                    session.<@Nullable UpdateSet>repeat(
                            "WaitForUpdatesEx",
                            (vim, server) ->
                                    vim.waitForUpdatesEx(subject.collector(), since, options));
            if (news == null) {
                if (!tags.current().equals(toldTags)) {
                    tell(subject);
                }
                continue;
            }
            version = String.valueOf(news.getVersion());
            take(news);
            if (!Boolean.TRUE.equals(news.getTruncated())) {
                losses = 0;
                tell(subject);
                Thread.sleep(GATHERING);
            }
        }
    }

    private void tell(Subject subject) throws InterruptedException {
        toldTags = tags.current();
        told.accept(inventory(subject.root()).with(toldTags));
    }

    private void take(UpdateSet news) {
        if (news.getFilterSet() == null) {
            return;
        }
        for (PropertyFilterUpdate filter : news.getFilterSet()) {
            if (filter.getObjectSet() != null) {
                for (ObjectUpdate update : filter.getObjectSet()) {
                    take(update);
                }
            }
        }
    }

    private void take(ObjectUpdate update) {
        ManagedObjectReference object = update.getObj();
        if (object == null || object.getVal() == null) {
            return;
        }
        if (update.getKind() == ObjectUpdateKind.leave) {
            objects.remove(object.getVal());
            return;
        }
        boolean anew = update.getKind() == ObjectUpdateKind.enter;
        ObjectProperties known = anew ? null : objects.get(object.getVal());
        ObjectProperties before =
                known == null ? new ObjectProperties(object, Map.of(), Map.of()) : known;
        objects.put(object.getVal(), before.after(update));
    }

    private Inventory inventory(ManagedObjectReference root) {
        ObjectProperties known = objects.get(root.getVal());
        return new InventoryTree(
                        known == null ? new ObjectProperties(root, Map.of(), Map.of()) : known,
                        List.copyOf(objects.values()))
                .inventory();
    }

    /// In passing: an interrupted listener must not wait for this, and both end with their session
    /// anyway.
    private void end(Subject subject) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        session.repeat(
                                "DestroyPropertyCollector",
                                (vim, server) -> {
                                    vim.destroyPropertyCollector(subject.collector());
                                    vim.destroyView(subject.view());
                                    return true;
                                });
                    } catch (SoapFault | EngineException | IllegalStateException e) {
                        LOG.debug("a property collector stays: {}", e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
