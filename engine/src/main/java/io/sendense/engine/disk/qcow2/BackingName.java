package io.sendense.engine.disk.qcow2;

import java.util.Optional;

/// The backing file as a header names it: text to be resolved, not a path to be trusted. Immutable.
///
/// @param name at most 1023 bytes of UTF-8
/// @param format the stated format, `qcow2` or `raw`; absent in files that leave it to guessing
public record BackingName(String name, Optional<String> format) {
    /// The longest name the format allows, in bytes.
    static final int MAX_BYTES = 1023;
}
