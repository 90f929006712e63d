package io.sendense.ui.settings;

/// What a part of the program may be used under. Immutable.
///
/// @param licence as short names: `Apache-2.0`
public record Licence(String part, String licence) {}
