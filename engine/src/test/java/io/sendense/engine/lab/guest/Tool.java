package io.sendense.engine.lab.guest;

import io.sendense.engine.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A program of others, run to its end.
record Tool(Path program) {
    static Tool named(String name) {
        return new Tool(Peers.require(name));
    }

    record Outcome(int exit, String text) {}

    /// Exit code, and everything it printed.
    Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process = start(true, arguments);
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        }
    }

    /// SHA-256 of its standard output.
    String sha256(String... arguments) throws IOException, InterruptedException {
        Process process = start(false, arguments);
        MessageDigest digest = newDigest();
        try (InputStream out = new DigestInputStream(process.getInputStream(), digest)) {
            out.transferTo(java.io.OutputStream.nullOutputStream());
        }
        int exit = process.waitFor();
        return exit == 0 ? HexFormat.of().formatHex(digest.digest()) : program + " exit " + exit;
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start(boolean withErrors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(withErrors);
        if (!withErrors) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MTOOLS_SKIP_CHECK", "1");
        return builder.start();
    }
}
