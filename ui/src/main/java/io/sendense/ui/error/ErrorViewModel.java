package io.sendense.ui.error;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A problem ready to be read and copied. Immutable.
public final class ErrorViewModel {
    private final ProblemView words;
    private final List<Fact> facts;
    private final String details;

    /// @param program version and commit, for whoever gets the copied details
    public ErrorViewModel(Problem problem, Occasion occasion, Texts texts, String program) {
        this.words = texts.view(problem);
        this.facts = facts(words.code(), occasion, texts, program);
        this.details =
                Stream.of(
                                Stream.of(words.what(), words.why(), words.remedy(), ""),
                                facts.stream().map(fact -> fact.label() + ": " + fact.value()),
                                Stream.of(occasion.time().toString()),
                                problem.arguments().entrySet().stream()
                                        .map(each ->
                                                each.getKey() + " = " + plain(each.getValue())))
                        .flatMap(lines -> lines)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<Fact> facts(String code, Occasion occasion, Texts texts, String program) {
        Messages messages = texts.messages();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(messages.text("error.code"), code));
        occasion.run()
                .ifPresent(run -> {
                    facts.add(
                            new Fact(
                                    messages.text("error.run"),
                                    texts.formats().number(run.number())));
                    facts.add(
                            new Fact(
                                    messages.text("error.vm"),
                                    messages.text("error.vm.on", run.vm(), run.vcenter())));
                });
        facts.add(new Fact(messages.text("error.time"), texts.formats().second(occasion.time())));
        facts.add(new Fact(messages.text("error.program"), program));
        return List.copyOf(facts);
    }

    private static String plain(Argument argument) {
        return switch (argument) {
            case Argument.Text(String value) -> value;
            case Argument.Bytes(long value) -> value + " bytes";
            case Argument.Count(long value) -> Long.toString(value);
            case Argument.Time(var value) -> value.toString();
            case Argument.Because(var value) -> value.toString();
            case Argument.Nested(var value) -> value.code().id() + " " + value.arguments();
        };
    }

    String what() {
        return words.what();
    }

    String why() {
        return words.why();
    }

    String remedy() {
        return words.remedy();
    }

    /// The stable code, and when and where it happened.
    List<Fact> facts() {
        return facts;
    }

    /// Everything, as plain text with exact numbers.
    String details() {
        return details;
    }
}
