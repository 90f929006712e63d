package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.VCenter;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.About;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense vcenter`: the vCenters that are known.
@Command(name = "vcenter", description = "The vCenters and ESXi hosts that are known.")
final class VCenterCommand {

    /// `vcenter add`.
    @Command(
            name = "add",
            description =
                    "Adds a vCenter. The certificate is checked before the password is sent, the login before it is stored.")
    static final class Add extends EngineCommand {
        @Parameters(paramLabel = "NAME", description = "What it is to be called here.")
        private String name = "";

        @Option(
                names = "--url",
                required = true,
                description = "Its address: host, or https://host/sdk.")
        private String url = "";

        @Option(names = "--user", required = true, description = "User name.")
        private String user = "";

        @ArgGroup private @Nullable TrustOptions trust;

        @Mixin private PasswordOptions password = new PasswordOptions();

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            try (Secret secret = password.read("Password of " + user + ": ")) {
                VCenter added =
                        engine.addVCenter(
                                new NewVCenter(
                                        name,
                                        url,
                                        user,
                                        secret,
                                        trust == null ? Optional.empty() : trust.pin(),
                                        trust == null ? Optional.empty() : trust.ca()));
                output.result(added, "Added " + added.name() + ", " + added.url() + ".");
                About about = engine.testVCenter(added.name());
                about.restrictedLicense().ifPresent(license -> warn(output, license));
                return DONE;
            }
        }
    }

    /// What is possible with the free licence of ESXi.
    private static void warn(Output output, String license) {
        var concern = Concern.of(ConcernRule.LICENSE_RESTRICTED).with("license", license);
        ConcernText.Rendered text = ConcernText.english().render(concern);
        output.note(text.what());
        output.note(text.remedy());
    }

    /// How the server's certificate is judged.
    static final class TrustOptions {
        @Option(
                names = "--pin",
                paramLabel = "SHA256",
                description = "SHA-256 of the server's certificate, hex with or without colons.")
        private @Nullable String pin;

        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "PEM file of the CA that signed it.")
        private @Nullable Path ca;

        Optional<String> pin() {
            return Optional.ofNullable(pin);
        }

        Optional<String> ca() throws EngineException {
            if (ca != null && !Files.isReadable(ca)) {
                throw Problem.of(ProblemCode.REQUEST_INVALID)
                        .with("cause", "the CA file '" + ca + "' cannot be read")
                        .toException();
            }
            return Optional.ofNullable(ca).map(file -> file.toAbsolutePath().toString());
        }
    }

    /// `vcenter list`.
    @Command(name = "list", description = "Lists the vCenters.")
    static final class ListAll extends EngineCommand {
        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            List<VCenter> vcenters = engine.vcenters();
            Table table = new Table("NAME", "URL", "USER", "TRUST");
            vcenters.forEach(v -> table.row(v.name(), v.url(), v.user(), v.trust()));
            output.result(Map.of("vcenters", vcenters), table);
            return DONE;
        }
    }

    /// `vcenter test`.
    @Command(name = "test", description = "Logs in and says what answers.")
    static final class Test extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            About about = engine.testVCenter(name);
            output.result(
                    about,
                    name + " answers: " + about.fullName() + ", API " + about.apiVersion() + ".");
            about.restrictedLicense().ifPresent(license -> warn(output, license));
            return DONE;
        }
    }

    /// `vcenter remove`.
    @Command(
            name = "remove",
            description = "Forgets a vCenter and its password. Runs and restore points stay.")
    static final class Remove extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            engine.removeVCenter(name);
            output.result(Map.of("removed", name), "Removed " + name + ".");
            return DONE;
        }
    }
}
