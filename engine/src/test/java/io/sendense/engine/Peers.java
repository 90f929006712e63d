package io.sendense.engine;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// Programs of others that judge ours. Missing ones skip a test on a user's machine and fail it
/// where `-Dsendense.peers=required` is set.
public final class Peers {
    private Peers() {}

    /// The path of `program` on this machine.
    public static Path require(String program) {
        for (String folder :
                (System.getenv("PATH") + ":/usr/sbin:/sbin").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return missing(program + " is not installed");
    }

    /// Ends the test for want of a peer: as skipped, or as failed where peers are required.
    public static <T> T missing(String reason) {
        if ("required".equals(System.getProperty("sendense.peers"))) {
            return fail(reason + ", but peers are required here");
        }
        return abort(reason);
    }
}
