package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Opens a disk and its parents. One object per chain.
final class VmdkOpening {
    private final ParentFiles parents;
    private final ChainCaches caches = new ChainCaches();

    VmdkOpening(ParentFiles parents) {
        this.parents = parents;
    }

    /// @param chain real paths, from the disk opened first down to the one to open
    VmdkImage open(List<Path> chain) throws IOException {
        Path path = chain.getLast();
        PositionedFile file = PositionedFile.open(path, false);
        try {
            return switch (SparseFile.magic(file, 0)) {
                case SparseHeader.MAGIC -> single(chain, SparseFile.over(file));
                case CowdHeader.MAGIC, SeSparseHeader.MAGIC ->
                        throw new UnsupportedVmdkException(
                                path.toString(),
                                "an ESXi redo log without its descriptor (open the small .vmdk"
                                        + " file beside it, which names the parent)");
                default -> {
                    Descriptor descriptor = text(file);
                    file.close();
                    yield listed(chain, descriptor);
                }
            };
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Descriptor text(PositionedFile file) throws IOException {
        long length = file.length();
        if (length > Descriptor.MAX_BYTES) {
            throw new VmdkFormatException(
                    file.path().toString(),
                    "is neither a sparse extent nor a descriptor: a text of "
                            + length
                            + " bytes is longer than "
                            + Descriptor.MAX_BYTES);
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        file.read(0, text);
        Descriptor descriptor = DescriptorParser.parse(file.path().toString(), text.array());
        if (descriptor.extents().isEmpty()) {
            throw new VmdkFormatException(
                    file.path().toString(), "is no sparse extent, and as a descriptor lists none");
        }
        return descriptor;
    }

    /// A disk in one file, which has its descriptor inside.
    private VmdkImage single(List<Path> chain, SparseFile file) throws IOException {
        Optional<Descriptor> descriptor = file.descriptor();
        int listed = descriptor.map(found -> found.extents().size()).orElse(0);
        if (listed > 1) {
            throw new UnsupportedVmdkException(
                    chain.getLast().toString(),
                    "a descriptor inside of the first of " + listed + " extents");
        }
        SparseHeader header = file.header();
        VmdkShape shape =
                new VmdkShape(
                        descriptor
                                .map(Descriptor::createType)
                                .filter(type -> !type.isEmpty())
                                .orElse(
                                        header.compressed()
                                                ? "streamOptimized"
                                                : "monolithicSparse"),
                        1,
                        OptionalLong.of(header.grainBytes()),
                        descriptor.map(Descriptor::cid).orElse(OptionalLong.empty()),
                        descriptor.map(VmdkOpening::parentCid).orElse(OptionalLong.empty()),
                        header.unclean());
        List<VmdkExtent> extents = List.of(SparseExtent.over(file, header.capacityBytes(), caches));
        return image(chain, shape, extents, descriptor);
    }

    /// A disk whose descriptor is a file of its own.
    private VmdkImage listed(List<Path> chain, Descriptor descriptor) throws IOException {
        ExtentFiles files = new ExtentFiles(chain.getLast(), caches);
        List<VmdkExtent> extents = new ArrayList<>();
        try {
            long size = 0;
            OptionalLong grainBytes = OptionalLong.empty();
            boolean unclean = false;
            for (ExtentLine line : descriptor.extents()) {
                size += line.bytes();
                if (size > Sectors.bytes(Sectors.MAX_DISK)) {
                    throw new VmdkFormatException(
                            chain.getLast().toString(),
                            "the extents up to line "
                                    + line.number()
                                    + " have "
                                    + size
                                    + " bytes, more than any disk ("
                                    + Sectors.bytes(Sectors.MAX_DISK)
                                    + ")");
                }
                VmdkExtent extent = files.open(line);
                extents.add(extent);
                if (extent instanceof SparseExtent sparse) {
                    unclean |= sparse.header().unclean();
                    grainBytes = OptionalLong.of(sparse.header().grainBytes());
                } else if (extent instanceof RedoExtent redo) {
                    unclean |= redo.log().unclean();
                    grainBytes = OptionalLong.of(redo.log().grainBytes());
                }
            }
            VmdkShape shape =
                    new VmdkShape(
                            descriptor.createType(),
                            extents.size(),
                            grainBytes,
                            descriptor.cid(),
                            parentCid(descriptor),
                            unclean);
            return image(chain, shape, extents, Optional.of(descriptor));
        } catch (IOException | RuntimeException e) {
            ExtentSequence.closeAll(extents);
            throw e;
        }
    }

    private static OptionalLong parentCid(Descriptor descriptor) {
        return descriptor.isDelta()
                ? OptionalLong.of(descriptor.parentCid())
                : OptionalLong.empty();
    }

    private VmdkImage image(
            List<Path> chain,
            VmdkShape shape,
            List<VmdkExtent> extents,
            Optional<Descriptor> descriptor)
            throws IOException {
        Optional<BlockDevice> parent = Optional.empty();
        if (descriptor.isPresent() && descriptor.get().isDelta()) {
            parent = Optional.of(parent(chain, descriptor.get()));
        } else if (descriptor.isPresent() && descriptor.get().parentHint().isPresent()) {
            throw new VmdkFormatException(
                    chain.getLast().toString(),
                    "names parent '"
                            + descriptor.get().parentHint().get()
                            + "', but its parentCID says that it has none");
        }
        return new VmdkImage(chain.getLast(), shape, new ExtentSequence(extents), parent);
    }

    private VmdkImage parent(List<Path> chain, Descriptor child) throws IOException {
        List<Path> longer = new ArrayList<>(chain);
        longer.add(parents.resolve(child.parentHint(), chain));
        VmdkImage parent = open(longer);
        OptionalLong cid = parent.shape().cid();
        if (cid.isEmpty() || cid.getAsLong() != child.parentCid()) {
            parent.close();
            throw new VmdkFormatException(
                    chain.getLast().toString(),
                    "is a delta of content "
                            + Long.toHexString(child.parentCid())
                            + ", but '"
                            + longer.getLast()
                            + "' has content "
                            + (cid.isEmpty() ? "unknown" : Long.toHexString(cid.getAsLong()))
                            + ": it was changed since, or is another disk");
        }
        return parent;
    }
}
