package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.property.Collector;
import io.sendense.engine.lab.property.Filter;
import io.sendense.engine.lab.property.FilterSpec;
import io.sendense.engine.lab.property.Pages;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reading properties, at once, in pages, or as they change.
final class PropertyOperations implements OperationFamily {
    /// A wait without a limit ends here and is asked for again, as with a real server.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int MAX_UPDATES = 500;

    private final Directory directory;
    private final int pageLimit;

    /// @param pageLimit most objects of a page, whatever the client asks for
    PropertyOperations(Directory directory, int pageLimit) {
        this.directory = directory;
        this.pageLimit = pageLimit;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("RetrieveProperties", this::retrieve),
                Map.entry("RetrievePropertiesEx", this::retrieveFirstPage),
                Map.entry("ContinueRetrievePropertiesEx", this::retrieveNextPage),
                Map.entry("CancelRetrievePropertiesEx", this::cancelPages),
                Map.entry("CreatePropertyCollector", this::createCollector),
                Map.entry("DestroyPropertyCollector", this::destroyCollector),
                Map.entry("CreateFilter", this::createFilter),
                Map.entry("DestroyPropertyFilter", this::destroyFilter),
                Map.entry("WaitForUpdatesEx", this::waitForUpdates),
                Map.entry("WaitForUpdates", this::waitForUpdates),
                Map.entry("CheckForUpdates", this::checkForUpdates),
                Map.entry("CancelWaitForUpdates", this::cancelWait));
    }

    private Reply retrieve(Call call) throws SoapFault {
        List<Structure> contents = pages(call).all(specs(call));
        return Reply.of(Sequence.of("ObjectContent", contents));
    }

    private Reply retrieveFirstPage(Call call) throws SoapFault {
        Optional<Integer> maxObjects =
                number(call.arguments().child("options"), "maxObjects", "options.maxObjects");
        return reply(pages(call).first(specs(call), maxObjects));
    }

    private Reply retrieveNextPage(Call call) throws SoapFault {
        return reply(pages(call).next(call.required("token")));
    }

    private Reply cancelPages(Call call) throws SoapFault {
        pages(call).cancel(call.required("token"));
        return Reply.NOTHING;
    }

    private static Reply reply(Pages.Page page) {
        if (page.contents().isEmpty()) {
            return Reply.NOTHING;
        }
        Structure.Composer result = Structure.of("RetrieveResult");
        page.token().ifPresent(token -> result.with("token", token));
        page.contents().forEach(content -> result.with("objects", content));
        return Reply.of(result.build());
    }

    private Reply createCollector(Call call) throws SoapFault {
        Session session = call.authenticated();
        return Reply.of(
                session.add(
                                new Collector(
                                        session.newReference("PropertyCollector"),
                                        directory.store().journal(),
                                        new Pages(directory.of(call.session()), pageLimit)))
                        .reference());
    }

    private Reply destroyCollector(Call call) throws SoapFault {
        Session session = call.authenticated();
        Collector collector = directory.target(call, Collector.class);
        session.remove(collector.reference());
        collector.filters().forEach(session::remove);
        collector.cancelWaits();
        return Reply.NOTHING;
    }

    private Reply createFilter(Call call) throws SoapFault {
        Session session = call.authenticated();
        Collector collector = directory.target(call, Collector.class);
        var filter =
                new Filter(
                        session.newReference("PropertyFilter"),
                        FilterSpec.of(
                                call.arguments()
                                        .child("spec")
                                        .orElseThrow(() -> SoapFault.invalidArgument("spec"))),
                        directory.of(call.session()),
                        directory.store().journal());
        session.add(filter);
        collector.add(filter);
        return Reply.of(filter.reference());
    }

    private Reply destroyFilter(Call call) throws SoapFault {
        Session session = call.authenticated();
        Filter filter = directory.target(call, Filter.class);
        session.remove(filter.reference());
        session.all(Collector.class).forEach(collector -> collector.remove(filter.reference()));
        return Reply.NOTHING;
    }

    private Reply waitForUpdates(Call call) throws SoapFault, InterruptedException {
        Optional<Element> options = call.arguments().child("options");
        Duration time =
                number(options, "maxWaitSeconds", "options.maxWaitSeconds")
                        .map(Duration::ofSeconds)
                        .filter(wanted -> wanted.compareTo(LONGEST_WAIT) < 0)
                        .orElse(LONGEST_WAIT);
        int most =
                number(options, "maxObjectUpdates", "options.maxObjectUpdates")
                        .filter(wanted -> wanted > 0 && wanted < MAX_UPDATES)
                        .orElse(MAX_UPDATES);
        return await(call, time, most);
    }

    private Reply checkForUpdates(Call call) throws SoapFault, InterruptedException {
        return await(call, Duration.ZERO, MAX_UPDATES);
    }

    private Reply await(Call call, Duration time, int most) throws SoapFault, InterruptedException {
        Session session = call.authenticated();
        Collector collector = directory.target(call, Collector.class);
        var patience = new Collector.Patience(time, most, session::ended);
        Optional<Structure> updates =
                collector.await(call.arguments().textOf("version").orElse(""), patience);
        if (updates.isEmpty() && session.ended()) {
            throw SoapFault.notAuthenticated(call.target());
        }
        return Reply.maybe(updates);
    }

    private Reply cancelWait(Call call) throws SoapFault {
        directory.target(call, Collector.class).cancelWaits();
        return Reply.NOTHING;
    }

    /// The pages of the collector called; whoever has no session may look at the service instance,
    /// as clients do before they log in.
    private Pages pages(Call call) throws SoapFault {
        return call.session().isEmpty()
                ? new Pages(directory.of(call.session()), pageLimit)
                : directory.target(call, Collector.class).pages();
    }

    private List<FilterSpec> specs(Call call) throws SoapFault {
        var specs = new ArrayList<FilterSpec>();
        for (Element spec : call.arguments().children("specSet")) {
            specs.add(FilterSpec.of(spec));
        }
        if (call.session().isEmpty()) {
            for (FilterSpec spec : specs) {
                for (FilterSpec.Start start : spec.starts()) {
                    if (!start.object().type().equals("ServiceInstance")
                            || !start.next().isEmpty()) {
                        throw SoapFault.notAuthenticated(start.object());
                    }
                }
            }
        }
        return specs;
    }

    private static Optional<Integer> number(
            Optional<Element> options, String name, String parameter) throws SoapFault {
        Optional<String> text =
                options.flatMap(present -> present.textOf(name)).filter(value -> !value.isEmpty());
        try {
            return text.map(Integer::valueOf);
        } catch (NumberFormatException _) {
            throw SoapFault.invalidArgument(parameter);
        }
    }
}
