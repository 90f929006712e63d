package io.sendense.engine.disk.vmdk;

import java.util.OptionalLong;

/// What kind of VMDK a file is. Immutable.
///
/// @param createType `monolithicSparse`, `streamOptimized`, `vmfs`...; what the structure shows
///   where the descriptor does not say
/// @param extents how many there are
/// @param grainBytes size of the first sparse extent's grains; absent for flat disks
/// @param cid the descriptor's content number
/// @param parentCid of a delta: what it expects of its parent
/// @param unclean whether a writer did not say that it closed the file
public record VmdkShape(
        String createType,
        int extents,
        OptionalLong grainBytes,
        OptionalLong cid,
        OptionalLong parentCid,
        boolean unclean) {}
