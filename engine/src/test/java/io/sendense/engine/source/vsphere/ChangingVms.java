package io.sendense.engine.source.vsphere;

import io.sendense.engine.lab.LabMachines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Does to VMs what administrators do.
interface ChangingVms extends AutoCloseable {
    void create(String name) throws IOException;

    void rename(String name, String other) throws IOException;

    void powerOn(String name) throws IOException;

    /// Moves a VM to another host.
    ///
    /// @return the host's name
    String migrate(String name) throws IOException;

    @Override
    void close();

    /// In the lab, by its own hand.
    static ChangingVms of(LabMachines machines) {
        return new ChangingVms() {
            @Override
            public void create(String name) {
                String _ = machines.create(name);
            }

            @Override
            public void rename(String name, String other) {
                machines.rename(name, other);
            }

            @Override
            public void powerOn(String name) {
                machines.powerOn(name);
            }

            @Override
            public String migrate(String name) {
                machines.migrate(name, "esx03.lab.invalid");
                return "esx03.lab.invalid";
            }

            @Override
            public void close() {}
        };
    }

    /// In vcsim, by pyvmomi's calls.
    static ChangingVms of(URI sdk) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "/usr/bin/python3",
                        Path.of("src/test/python/vcsim_change.py").toString(),
                        sdk.getHost(),
                        Integer.toString(sdk.getPort()),
                        Vcsim.USER);
        builder.environment().put("SENDENSE_LAB_PASSWORD", Vcsim.PASSWORD);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader answers = process.inputReader();
        String _ = answers.readLine();
        return new ChangingVms() {
            private String ask(String line) throws IOException {
                OutputStream to = process.getOutputStream();
                to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                to.flush();
                String answer = answers.readLine();
                if (answer == null) {
                    throw new IOException("pyvmomi could not '" + line + "'");
                }
                return answer;
            }

            @Override
            public void create(String name) throws IOException {
                String _ = ask("create " + name);
            }

            @Override
            public void rename(String name, String other) throws IOException {
                String _ = ask("rename " + name + " " + other);
            }

            @Override
            public void powerOn(String name) throws IOException {
                String _ = ask("power " + name);
            }

            @Override
            public String migrate(String name) throws IOException {
                return ask("migrate " + name);
            }

            @Override
            public void close() {
                process.destroyForcibly();
            }
        };
    }
}
