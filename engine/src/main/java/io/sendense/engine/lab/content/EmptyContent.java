package io.sendense.engine.lab.content;

import io.sendense.engine.disk.block.ExtentList;
import java.nio.ByteBuffer;

/// Nothing but zeroes, and nothing allocated.
public record EmptyContent() implements BaseContent {
    @Override
    public ExtentList allocated() {
        return ExtentList.empty();
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        Zeroes.put(target, target.remaining());
    }
}
