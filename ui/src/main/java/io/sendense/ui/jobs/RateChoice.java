package io.sendense.ui.jobs;

/// A speed that a job's runs can be held to. Immutable.
///
/// @param bytesPerSecond 0 for no limit
record RateChoice(long bytesPerSecond, String text) {
    @Override
    public String toString() {
        return text;
    }
}
