package io.sendense.ui.repositories;

import java.time.Instant;

/// How much was in use at one moment. Immutable.
record FillPoint(Instant at, long usedBytes) {}
