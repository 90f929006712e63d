package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.storage.StorageFault;
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
                throw damaged(top, child + " is backed by itself through " + parent);
            }
            if (parent.capacityBytes() != child.capacityBytes()) {
                throw damaged(
                        top,
                        child
                                + " has "
                                + child.capacityBytes()
                                + " bytes, its parent "
                                + parent
                                + " has "
                                + parent.capacityBytes());
            }
            layers.add(parent);
        }
        for (PointLayer layer : layers) {
            if (!Files.isRegularFile(layer.file())) {
                throw damaged(top, layer.file() + " is missing");
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
            throw damaged(
                    top,
                    child
                            + " is backed by point "
                            + parent.point()
                            + ", which cannot be used: "
                            + e.getMessage(),
                    e);
        }
        return point.manifest()
                .disk(parent.key())
                .map(disk -> new PointLayer(point, disk))
                .orElseThrow(() ->
                        damaged(
                                top,
                                child
                                        + " is backed by disk "
                                        + parent.key()
                                        + " of point "
                                        + parent.point()
                                        + ", which has none of that key"));
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
            throw damaged(top(), StorageFault.text(e), e);
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
                        top().file()
                                + " is a disk of "
                                + chain.size()
                                + " bytes, its sums are of one of "
                                + sums.capacityBytes());
            }
        } catch (IOException | EngineException e) {
            try {
                sums.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof EngineException known
                    ? known
                    : damaged(top(), StorageFault.text(e), e);
        }
    }

    private void checkBacking(Qcow2Image image) throws IOException, EngineException {
        Optional<BlockDevice> at = Optional.of(image);
        for (PointLayer layer : layers) {
            String expected = layer.file().toRealPath().toString();
            String found = at.map(LayerChain::file).orElse("nothing");
            if (!found.equals(expected)) {
                throw damaged(top(), "its chain leads to " + found + ", expected " + expected);
            }
            at = at.flatMap(LayerChain::below);
        }
        if (at.isPresent()) {
            throw damaged(top(), "its full is backed by " + at.map(LayerChain::file).get());
        }
    }

    private static String file(BlockDevice device) {
        return device instanceof Qcow2Image image ? image.path().toString() : "another device";
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
            throw damaged(top(), StorageFault.text(e), e);
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
                            layer.sumsFile()
                                    + " has the SHA-256 "
                                    + found
                                    + ", its manifest says "
                                    + expected);
                }
            } catch (IOException e) {
                throw damaged(top(), StorageFault.text(e), e);
            }
        }
        return sums();
    }

    private static EngineException damaged(PointLayer top, String cause) {
        return problem(top, cause).toException();
    }

    private static EngineException damaged(PointLayer top, String cause, Exception why) {
        return problem(top, cause).toException(why);
    }

    private static Problem problem(PointLayer top, String cause) {
        return Problem.of(ProblemCode.POINT_DAMAGED)
                .with("point", top.point().id().value())
                .with("cause", cause);
    }
}
