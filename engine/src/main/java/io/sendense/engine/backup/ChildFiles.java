package io.sendense.engine.backup;

import io.sendense.engine.home.HeldChild;
import io.sendense.engine.home.HeldChildren;
import io.sendense.engine.wire.qemu.ChildRecord;
import io.sendense.engine.wire.qemu.ChildRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Children, as the engine's home keeps them. Thread-safe.
record ChildFiles(HeldChildren files) implements ChildRecords {
    @Override
    public void write(ChildRecord child) throws IOException {
        files.write(
                new HeldChild(
                        child.name(),
                        child.program().toString(),
                        child.socket().toString(),
                        child.file().toString(),
                        child.asked(),
                        child.pid().orElse(0),
                        child.started().orElse(Instant.EPOCH)));
    }

    @Override
    public void remove(ChildRecord child) throws IOException {
        files.remove(child.name());
    }

    static ChildRecord record(HeldChild held) {
        return new ChildRecord(
                held.name(),
                Path.of(held.program()),
                Path.of(held.socket()),
                Path.of(held.file()),
                held.asked(),
                held.pid() == 0 ? OptionalLong.empty() : OptionalLong.of(held.pid()),
                Optional.of(held.started()).filter(began -> !began.equals(Instant.EPOCH)));
    }
}
