package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.soap.SoapFault;

/// Does what a call asks for. Called by many threads at once.
@FunctionalInterface
public interface Operation {
    /// Does it.
    ///
    /// @throws SoapFault what the client is told instead
    /// @throws InterruptedException the lab is closing
    Reply run(Call call) throws SoapFault, InterruptedException;
}
