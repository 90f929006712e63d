package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.AddedRepository;
import io.sendense.engine.Engine;
import io.sendense.engine.FillForecast;
import io.sendense.engine.RepositoryCheck;
import io.sendense.engine.RepositoryTarget;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.TargetServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense repository`: the folders that hold restore points.
@Command(name = "repository", description = "The folders that hold restore points.")
final class RepositoryCommand {

    /// `repository add`.
    @Command(
            name = "add",
            description =
                    "Adds the repository in a folder with its restore points; makes one where the folder is"
                            + " empty or missing.")
    static final class Add extends EngineCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "What it is to be called here.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "PATH", description = "Its folder.")
        private Path folder = Path.of("");

        @Option(
                names = "--target",
                paramLabel = "SERVER",
                converter = TargetServerOption.class,
                description = "What writes its layers: embedded (the engine itself) or qemu-nbd.")
        private TargetServer target = TargetServer.EMBEDDED;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            tell(engine.addRepository(name, absolute(folder), target), output);
            return DONE;
        }
    }

    /// `repository import`.
    @Command(
            name = "import",
            description =
                    "Takes the restore points of a folder's repository that are not known yet; adds the"
                            + " repository where it is not known itself.")
    static final class Import extends EngineCommand {
        @Parameters(index = "0", paramLabel = "NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "PATH", description = "Its folder.")
        private Path folder = Path.of("");

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            tell(engine.importRepository(name, absolute(folder)), output);
            return DONE;
        }
    }

    private static Path absolute(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static void tell(AddedRepository added, Output output) {
        output.result(
                added,
                (added.made() ? "Made %s in %s." : "%s in %s: %d restore points are new here.")
                        .formatted(
                                added.repository().name(),
                                added.repository().path(),
                                added.adopted()));
        if (added.unusable() > 0) {
            output.note(
                    added.unusable()
                            + " restore points in it cannot be used; see: sendense repository check "
                            + added.repository().name());
        }
        added.repository().problem().ifPresent(problem -> note(problem, output));
    }

    private static void note(Problem problem, Output output) {
        output.note(ProblemText.english().render(problem).line());
    }

    /// `repository list`.
    @Command(name = "list", description = "Lists the repositories and how full they are.")
    static final class ListAll extends EngineCommand {
        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            List<RepositoryView> all = engine.repositories();
            Table table =
                    new Table(
                            "NAME",
                            "DEFAULT",
                            "TARGET",
                            ">FREE",
                            ">SIZE",
                            ">STORED",
                            ">POINTS",
                            ">VMS",
                            ">FULL IN",
                            "PATH");
            for (RepositoryView each : all) {
                table.row(
                        each.name(),
                        each.isDefault() ? "yes" : "",
                        each.target().id(),
                        each.reachable() ? Amount.bytes(each.freeBytes()) : "?",
                        each.reachable() ? Amount.bytes(each.totalBytes()) : "?",
                        Amount.bytes(each.storedBytes()),
                        each.points(),
                        each.vms(),
                        fullIn(FillForecast.daysToFull(engine.repositoryFill(each.name()))),
                        each.path());
            }
            output.result(Map.of("repositories", all), table);
            for (RepositoryView each : all) {
                each.problem().ifPresent(problem -> note(problem, output));
            }
            return DONE;
        }

        private static String fullIn(Optional<Double> days) {
            return days.map(value -> String.format(Locale.ROOT, "%.0f days", value)).orElse("-");
        }
    }

    /// `repository check`.
    @Command(
            name = "check",
            description =
                    "Looks at every restore point of a repository: manifests, chains, sizes, tables and"
                            + " sums. Exit 1 where something is wrong.")
    static final class Check extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(
                names = "--read-data",
                description = "Reads every byte and compares it with its sum, as verify does.")
        private boolean readData;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            RepositoryCheck found =
                    readData
                            ? WatchedWork.run(
                                    output,
                                    "check " + name,
                                    () -> "Nothing wrong was reported so far.",
                                    progress ->
                                            engine.checkRepository(
                                                    name,
                                                    true,
                                                    (_, done, total) ->
                                                            progress.reached(done, total)))
                            : engine.checkRepository(name, false, (_, _, _) -> {});
            output.result(found, sentence(found));
            found.problems().forEach(problem -> note(problem, output));
            return found.sound() ? DONE : FAILED;
        }

        private static String sentence(RepositoryCheck found) {
            return "%s: %d restore points, %s%s"
                    .formatted(
                            found.name(),
                            found.points(),
                            found.damaged() == 0 ? "none damaged" : found.damaged() + " DAMAGED",
                            found.checkedBytes() == 0
                                    ? "; their data was not read"
                                    : ", " + Amount.bytes(found.checkedBytes()) + " compared");
        }
    }

    /// `repository remove`.
    @Command(
            name = "remove",
            description =
                    "Forgets a repository. Nothing in its folder is deleted; adding the folder again brings"
                            + " its restore points back.")
    static final class Remove extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            Optional<RepositoryView> view =
                    engine.repositories().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst();
            engine.removeRepository(name);
            output.result(
                    Map.of("removed", name),
                    "Forgot %s and its %d restore points. Nothing was deleted: all of it is still in %s."
                            .formatted(
                                    name,
                                    view.map(RepositoryView::points).orElse(0),
                                    view.map(RepositoryView::path).orElse("its folder")));
            return DONE;
        }
    }

    /// `repository set-target`.
    @Command(
            name = "set-target",
            description =
                    "Has the layers of a repository written by this from the next backup on. Its restore"
                            + " points are the same whoever writes them.")
    static final class SetTarget extends EngineCommand {
        @Parameters(index = "0", paramLabel = "NAME")
        private String name = "";

        @Parameters(
                index = "1",
                paramLabel = "SERVER",
                converter = TargetServerOption.class,
                description = "embedded (the engine itself) or qemu-nbd.")
        private TargetServer target = TargetServer.EMBEDDED;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            RepositoryTarget set = engine.setRepositoryTarget(name, target);
            output.result(
                    set,
                    "Backups into %s are written by %s from now on."
                            .formatted(
                                    name,
                                    set.program()
                                            .map(program ->
                                                    program + " " + set.version().orElse("?"))
                                            .orElse("the engine itself")));
            return DONE;
        }
    }

    /// `repository default`.
    @Command(
            name = "default",
            description = "Makes backups go to this repository when no other is named.")
    static final class Default extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            engine.setDefaultRepository(name);
            output.result(Map.of("default", name), name + " is the default repository now.");
            return DONE;
        }
    }
}
