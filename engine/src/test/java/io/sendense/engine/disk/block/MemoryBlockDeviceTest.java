package io.sendense.engine.disk.block;

class MemoryBlockDeviceTest extends BlockDeviceContract {
    @Override
    protected BlockDevice create(long size) {
        return new MemoryBlockDevice(size);
    }
}
