/// What the console costs while much is going on: a large site, a load on it, and what is measured
/// of the window that shows both. Not part of the ordinary tests; `ui/benchmarks/console` runs it.
@NullMarked
package io.sendense.ui.bench;

import org.jspecify.annotations.NullMarked;
