package io.sendense.engine.repository.point;

/// Which layer backs another: a disk of an earlier point of the same VM. Its key differs from the
/// child's where the disk was moved to another controller. Immutable.
public record LayerParent(PointId point, int key) {}
