package io.sendense.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/// All commands by name. Of the program's start, reading the annotations of every command took the
/// largest part; so only the command that the arguments name is put together, and all of them where
/// they name none, for the help and for suggestions. Stateless.
final class CommandTree {
    private static final String OPTION_WITH_VALUE = "--home";

    private static final List<Branch> ROOT =
            List.of(
                    leaf("console", ConsoleCommand::new),
                    leaf("demo", DemoCommand::new),
                    leaf("lab", LabCommand::new),
                    new Branch(
                            "vcenter",
                            VCenterCommand::new,
                            List.of(
                                    leaf("add", VCenterCommand.Add::new),
                                    leaf("list", VCenterCommand.ListAll::new),
                                    leaf("test", VCenterCommand.Test::new),
                                    leaf("remove", VCenterCommand.Remove::new))),
                    leaf("inventory", InventoryCommand::new),
                    leaf("backup", BackupCommand::new),
                    leaf("runs", RunsCommand::new),
                    new Branch(
                            "run",
                            RunCommand::new,
                            List.of(
                                    leaf("show", RunCommand.Show::new),
                                    leaf("limit", RunCommand.Limit::new),
                                    leaf("retry", RunCommand.Retry::new),
                                    leaf("cancel", RunCommand.Cancel::new))),
                    new Branch(
                            "job",
                            JobCommand::new,
                            List.of(
                                    leaf("add", JobAddCommand::new),
                                    leaf("list", JobCommand.ListAll::new),
                                    leaf("show", JobCommand.Show::new),
                                    leaf("run", JobRunCommand::new),
                                    leaf("runs", JobRunCommand.Runs::new),
                                    leaf("cancel", JobRunCommand.Cancel::new),
                                    leaf("enable", JobCommand.Enable::new),
                                    leaf("disable", JobCommand.Disable::new),
                                    leaf("remove", JobCommand.Remove::new))),
                    leaf("limits", LimitsCommand::new),
                    leaf("points", PointsCommand::new),
                    leaf("verify", VerifyCommand::new),
                    leaf("export", ExportCommand::new),
                    leaf("serve", ServeCommand::new),
                    new Branch(
                            "hub", HubCommand::new, List.of(leaf("serve", HubServeCommand::new))),
                    new Branch(
                            "repository",
                            RepositoryCommand::new,
                            List.of(
                                    leaf("add", RepositoryCommand.Add::new),
                                    leaf("list", RepositoryCommand.ListAll::new),
                                    leaf("check", RepositoryCommand.Check::new),
                                    leaf("set-target", RepositoryCommand.SetTarget::new),
                                    leaf("remove", RepositoryCommand.Remove::new),
                                    leaf("default", RepositoryCommand.Default::new),
                                    leaf("import", RepositoryCommand.Import::new))),
                    new Branch(
                            "node",
                            NodeCommand::new,
                            List.of(
                                    leaf("serve", NodeServeCommand::new),
                                    leaf("add", NodeAddCommand::new),
                                    leaf("list", NodeCommand.ListAll::new),
                                    leaf("test", NodeCommand.Test::new),
                                    leaf("remove", NodeCommand.Remove::new))),
                    new Branch(
                            "disk",
                            DiskCommand::new,
                            List.of(
                                    leaf("info", DiskCommand.Describe::new),
                                    leaf("check", DiskCheckCommand::new),
                                    leaf("map", DiskCommand.MapIt::new),
                                    leaf("compare", DiskCommand.Compare::new),
                                    leaf("copy", DiskCopyCommand::new),
                                    leaf("serve", DiskServeCommand::new),
                                    leaf("exports", DiskExportsCommand::new),
                                    leaf("resize", DiskResizeCommand::new),
                                    leaf("commit", DiskCommitCommand::new),
                                    leaf("rebase", DiskRebaseCommand::new))));

    private CommandTree() {}

    private record Branch(String name, Supplier<Object> command, List<Branch> below) {}

    private static Branch leaf(String name, Supplier<Object> command) {
        return new Branch(name, command, List.of());
    }

    /// A command line that knows the command the arguments name, or all of them.
    static CommandLine of(Cli root, String[] arguments) {
        CommandLine line = new CommandLine(root);
        grow(line, ROOT, words(arguments));
        return line;
    }

    private static void grow(CommandLine line, List<Branch> branches, List<String> words) {
        Optional<Branch> named =
                words.isEmpty()
                        ? Optional.empty()
                        : branches.stream()
                                .filter(each -> each.name.equals(words.getFirst()))
                                .findFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        for (Branch branch : named.map(List::of).orElse(branches)) {
            CommandLine child = new CommandLine(branch.command.get());
            grow(child, branch.below, named.isPresent() ? rest : List.of());
            line.addSubcommand(branch.name, child);
        }
    }

    /// The arguments that may be names of commands.
    private static List<String> words(String[] arguments) {
        List<String> words = new ArrayList<>();
        boolean value = false;
        for (String argument : arguments) {
            if (!value && !argument.startsWith("-")) {
                words.add(argument);
            }
            value = !value && argument.equals(OPTION_WITH_VALUE);
        }
        return words;
    }
}
