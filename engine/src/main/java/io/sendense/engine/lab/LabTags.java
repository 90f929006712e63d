package io.sendense.engine.lab;

import io.sendense.engine.lab.fault.FaultRules;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.session.Account;
import io.sendense.engine.lab.session.Sessions;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.tagging.TagBook;
import io.sendense.engine.lab.tagging.TaggingEndpoint;
import io.sendense.engine.lab.tagging.UsualTags;
import java.util.Optional;

/// The tags of a lab, and what operators do with them while somebody looks. A host of its own has
/// none. Thread-safe.
///
/// Tags are called by the names of their category and their own. Every method but `create` throws
/// `NoSuchElementException` where there is no such tag.
public final class LabTags {
    private final TagBook book;
    private final Sessions sessions;
    private final Optional<TaggingEndpoint> endpoint;

    LabTags(
            Product product,
            ObjectStore store,
            Account account,
            Sessions sessions,
            FaultRules faults) {
        this.sessions = sessions;
        this.book = product.vcenter() ? UsualTags.of(store) : new TagBook();
        this.endpoint =
                product.vcenter()
                        ? Optional.of(new TaggingEndpoint(book, account, sessions, faults))
                        : Optional.empty();
    }

    /// Makes a tag, and its category where that is not there.
    public void create(String category, String name) {
        book.add(category, name);
    }

    /// Gives a tag another name; what bears it still does.
    public void rename(String category, String name, String other) {
        book.rename(book.tag(category, name), other);
    }

    /// Removes a tag from everything.
    public void remove(String category, String name) {
        book.remove(book.tag(category, name));
    }

    /// Marks an object.
    ///
    /// @param type the object's type, such as `VirtualMachine`
    /// @param id its managed object id
    public void attach(String category, String name, String type, String id) {
        book.attach(book.tag(category, name), new Reference(type, id));
    }

    /// No longer marks an object.
    public void detach(String category, String name, String type, String id) {
        book.detach(book.tag(category, name), new Reference(type, id));
    }

    /// How many sessions of the Automation API are in force.
    public int sessionCount() {
        return sessions.all().size();
    }

    void expireSessions() {
        sessions.endAll();
    }

    /// Who answers a request; empty where that is nobody.
    Optional<TaggingEndpoint> endpoint(String path) {
        return endpoint.filter(_ -> TaggingEndpoint.takes(path));
    }
}
