package io.sendense.app.command;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// For an option whose value may be left out: it is taken from behind a `=` only, so that what
/// stands next on the command line remains the argument it is. Stateless.
final class AttachedValue implements IParameterPreprocessor {
    /// What picocli says of an option that has nothing attached.
    private static final String APART = " ";

    private static final String SEPARATOR = "separator";

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public boolean preprocess(
            Stack<String> arguments,
            CommandSpec command,
            ArgSpec option,
            Map<String, Object> about) {
        if (APART.equals(about.get(SEPARATOR))) {
            arguments.push(((OptionSpec) option).fallbackValue());
        }
        return false;
    }
}
