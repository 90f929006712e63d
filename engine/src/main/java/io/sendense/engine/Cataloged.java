package io.sendense.engine;

import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.problem.EngineException;

/// Calls that use the catalog: its unchecked failures become the engine's own exception here, once.
final class Cataloged {
    private Cataloged() {}

    /// A call of the engine.
    interface Call<T> {
        T run() throws EngineException, InterruptedException;
    }

    static <T> T call(Call<T> call) throws EngineException, InterruptedException {
        try {
            return call.run();
        } catch (CatalogException e) {
            throw e.toEngineException();
        }
    }
}
