package io.sendense.engine.serve;

import io.sendense.engine.problem.Problem;
import java.util.Optional;

/// One disk of a restore point that is being served. Immutable: a picture of now.
///
/// @param key device key
/// @param export its name: `<point>-disk-<key>`
/// @param uri where NBD clients find it
/// @param readBytes what clients have asked for so far
/// @param problem the first read that failed: `POINT-DAMAGED` with file and cluster
public record ServedDisk(
        int key,
        String label,
        long capacityBytes,
        String export,
        String uri,
        long readBytes,
        Optional<Problem> problem) {}
