package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.sums.EffectiveSums;
import io.sendense.engine.repository.sums.SumsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A layer with everything that backs it, down to a full. Immutable.
///
/// @param layers the topmost first; each backed by the next, the last by nothing
public record LayerChain(List<PointLayer> layers) {
    /// A chain gets no longer than this; the disk is read in full instead. Stock tools put relative
    /// backing names behind one another (`a/../b/../c/...`, 37 characters for each layer) and stop
    /// at paths of 4,096 bytes.
    public static final int MAX_LAYERS = 64;

    public LayerChain {
        layers = List.copyOf(layers);
    }

    public PointLayer top() {
        return layers.getFirst();
    }

    /// Follows the parents that the manifests name.
    ///
    /// @throws EngineException `POINT-DAMAGED`: a point or layer is missing or unreadable, the
    ///   chain runs in a circle, or sizes differ
    static LayerChain of(PointLayer top) throws EngineException {
        List<PointLayer> layers = new ArrayList<>();
        layers.add(top);
        while (layers.getLast().disk().parent().isPresent()) {
            PointLayer child = layers.getLast();
            PointLayer parent = parentOf(top, child, child.disk().parent().get());
            if (layers.contains(parent)) {
                throw damaged(
                        top,
                        Cause.of(CauseCode.BACKED_BY_ITSELF)
                                .with("layer", child.toString())
                                .with("parent", parent.toString()));
            }
            if (parent.capacityBytes() != child.capacityBytes()) {
                throw damaged(
                        top,
                        Cause.of(CauseCode.PARENT_SIZE_DIFFERS)
                                .with("layer", child.toString())
                                .withBytes("found", child.capacityBytes())
                                .with("parent", parent.toString())
                                .withBytes("expected", parent.capacityBytes()));
            }
            layers.add(parent);
        }
        for (PointLayer layer : layers) {
            if (!Files.isRegularFile(layer.file())) {
                throw damaged(top, missing(layer));
            }
        }
        return new LayerChain(layers);
    }

    private static PointLayer parentOf(PointLayer top, PointLayer child, LayerParent parent)
            throws EngineException {
        RestorePoint point;
        try {
            point = child.point().folderOfVm().point(parent.point());
        } catch (EngineException e) {
            throw problem(
                            top,
                            new Argument.Because(
                                    Cause.of(CauseCode.PARENT_UNUSABLE)
                                            .with("layer", child.toString())
                                            .with("parent", parent.point().value())
                                            .because(e)))
                    .toException(e);
        }
        return point.manifest()
                .disk(parent.key())
                .map(disk -> new PointLayer(point, disk))
                .orElseThrow(() ->
                        damaged(
                                top,
                                Cause.of(CauseCode.PARENT_DISK_MISSING)
                                        .with("layer", child.toString())
                                        .with("disk", Integer.toString(parent.key()))
                                        .with("parent", parent.point().value())));
    }

    /// The disk as it was at this point, for reading. Close it.
    ///
    /// @throws EngineException `POINT-DAMAGED`: a layer cannot be opened, or the QCOW2 files name
    ///   another chain than the manifests
    public BlockDevice open() throws EngineException {
        try {
            Qcow2Image image = LayerImages.openChain(top());
            try {
                checkBacking(image);
                return image;
            } catch (IOException | EngineException e) {
                try (image) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw damaged(top(), e);
        }
    }

    /// The disk as it was at this point, for reading, each cluster compared with its sum before it
    /// is given out. Reads all sums files first. Close it.
    ///
    /// @throws EngineException `POINT-DAMAGED`: a layer cannot be opened, or the sums that would
    ///   prove it are missing or damaged
    public BlockDevice openProven() throws EngineException {
        EffectiveSums sums = checkedSums();
        try {
            BlockDevice chain = open();
            if (chain.size() == sums.capacityBytes()) {
                return new ProvenDisk(top().toString(), chain, sums);
            }
            try (chain) {
                throw damaged(
                        top(),
                        Cause.of(CauseCode.SUMS_OF_ANOTHER_SIZE)
                                .with("path", top().file().toString())
                                .withBytes("found", chain.size())
                                .withBytes("expected", sums.capacityBytes()));
            }
        } catch (IOException | EngineException e) {
            try {
                sums.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof EngineException known ? known : damaged(top(), e);
        }
    }

    private void checkBacking(Qcow2Image image) throws IOException, EngineException {
        Optional<BlockDevice> at = Optional.of(image);
        for (PointLayer layer : layers) {
            String expected = layer.file().toRealPath().toString();
            Optional<String> found = at.map(LayerChain::file);
            if (!found.equals(Optional.of(expected))) {
                throw damaged(
                        top(),
                        found.map(other ->
                                        Cause.of(CauseCode.CHAIN_LEADS_ELSEWHERE)
                                                .with("found", other))
                                .orElse(Cause.of(CauseCode.CHAIN_ENDS_EARLY))
                                .with("expected", expected));
            }
            at = at.flatMap(LayerChain::below);
        }
        if (at.isPresent()) {
            throw damaged(
                    top(),
                    Cause.of(CauseCode.FULL_IS_BACKED)
                            .with("found", at.map(LayerChain::file).get()));
        }
    }

    private static String file(BlockDevice device) {
        return device instanceof Qcow2Image image ? image.path().toString() : "?";
    }

    private static Optional<BlockDevice> below(BlockDevice device) {
        return device instanceof Qcow2Image image ? image.backing() : Optional.empty();
    }

    /// The sums of all layers laid over each other. Close them.
    ///
    /// @throws EngineException `POINT-DAMAGED`: a sums file is missing, cut off or of another disk
    public EffectiveSums sums() throws EngineException {
        List<SumsReader> readers = new ArrayList<>();
        try {
            for (PointLayer layer : layers) {
                readers.add(SumsReader.open(layer.sumsFile()));
            }
            return new EffectiveSums(readers);
        } catch (IOException | IllegalArgumentException e) {
            for (SumsReader reader : readers) {
                try {
                    reader.close();
                } catch (IOException suppressed) {
                    e.addSuppressed(suppressed);
                }
            }
            throw damaged(top(), e);
        }
    }

    /// As `sums`, after every sums file was read as a whole and found to be what its manifest says.
    ///
    /// @throws EngineException `POINT-DAMAGED`: one is missing, damaged or of another disk
    public EffectiveSums checkedSums() throws EngineException {
        for (PointLayer layer : layers) {
            String expected = layer.disk().layer().sumsSha256();
            try (SumsReader reader = SumsReader.open(layer.sumsFile())) {
                String found = reader.fileDigest().hex();
                if (!found.equals(expected)) {
                    throw damaged(
                            top(),
                            Cause.of(CauseCode.SHA256_DIFFERS)
                                    .with("path", layer.sumsFile().toString())
                                    .with("found", found)
                                    .with("expected", expected));
                }
            } catch (IOException e) {
                throw damaged(top(), e);
            }
        }
        return sums();
    }

    private static Cause missing(PointLayer layer) {
        return Cause.of(CauseCode.FILE_MISSING).with("path", layer.file().toString());
    }

    private static EngineException damaged(PointLayer top, Cause cause) {
        return problem(top, new Argument.Because(cause)).toException();
    }

    private static EngineException damaged(PointLayer top, Exception why) {
        return problem(top, Causes.of(why)).toException(why);
    }

    private static Problem problem(PointLayer top, Argument cause) {
        return Problem.of(ProblemCode.POINT_DAMAGED)
                .with("point", top.point().id().value())
                .with("cause", cause);
    }
}
