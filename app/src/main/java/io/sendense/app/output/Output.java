package io.sendense.app.output;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// The two streams of a command and the form of its results. Thread-safe: a line is written whole.
public final class Output {
    private final PrintStream results;
    private final PrintStream notes;
    private final boolean json;
    private final boolean terminal;

    /// An output onto two streams.
    ///
    /// @param results where results go: stdout
    /// @param notes where text, progress and problems go: stderr
    /// @param json whether results are JSON
    /// @param terminal whether a person watches `notes`
    public Output(PrintStream results, PrintStream notes, boolean json, boolean terminal) {
        this.results = results;
        this.notes = notes;
        this.json = json;
        this.terminal = terminal;
    }

    public boolean json() {
        return json;
    }

    /// Whether a person watches, so that bars may move.
    public boolean terminal() {
        return terminal;
    }

    /// A result: `value` as one line of JSON, or `table` for people.
    public void result(Object value, Table table) {
        if (json) {
            line(value);
        } else {
            table.lines().forEach(results::println);
        }
    }

    /// A result: `value` as one line of JSON, or a sentence for people.
    public void result(Object value, String sentence) {
        if (json) {
            line(value);
        } else {
            results.println(sentence);
        }
    }

    /// One line of JSON; nothing without `--json`.
    public void line(Object value) {
        if (json) {
            results.println(Json.text(value));
            results.flush();
        }
    }

    /// Text for people.
    public void note(String text) {
        notes.println(text);
    }

    /// A problem: sentences on stderr, and with `--json` an object on stdout.
    public void problem(Problem problem) {
        ProblemText.Rendered text = ProblemText.english().render(problem);
        notes.println("sendense: " + text.what());
        notes.println("  Why:        " + text.why());
        notes.println("  What to do: " + text.remedy());
        notes.println("  Code:       " + text.code());
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("problem", text.code());
            object.put("what", text.what());
            object.put("why", text.why());
            object.put("do", text.remedy());
            line(object);
        }
    }
}
