package io.sendense.engine.source.vsphere;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.vsphere.config.VmConfig;
import io.sendense.engine.source.vsphere.folder.FolderTransport;
import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// Reads the file of a VM's non-volatile memory from its datastore. Thread-safe.
final class NvramReader {
    /// Hosts make files of 8 KiB to 264 KiB.
    private static final int MOST_BYTES = 4 << 20;

    private final FolderTransport folder;
    private final Datacenters datacenters;

    NvramReader(FolderTransport folder, Datacenters datacenters) {
        this.folder = folder;
        this.datacenters = datacenters;
    }

    Optional<byte[]> read(FrozenVm frozen) throws EngineException, InterruptedException {
        try {
            VmConfig config = VmConfig.parse(frozen.configXml());
            if (config.nvram().isEmpty()) {
                return Optional.empty();
            }
            DatastorePath file = config.nvram().get();
            Optional<byte[]> content =
                    folder.file(file, datacenters.pathOfDatacenter(frozen.vm()), MOST_BYTES);
            // a BIOS finds its way without one
            if (content.isEmpty() && config.efi()) {
                throw problem(frozen)
                        .because(
                                Cause.of(CauseCode.NO_FILE_ON_DATASTORE)
                                        .with("file", file.toString()))
                        .toException();
            }
            return content;
        } catch (XMLStreamException | IOException e) {
            throw problem(frozen).because(e).toException(e);
        }
    }

    private static Problem problem(FrozenVm frozen) {
        return Problem.of(ProblemCode.NVRAM_NOT_SAVED).with("vm", frozen.vm().value());
    }
}
