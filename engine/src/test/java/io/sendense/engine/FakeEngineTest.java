package io.sendense.engine;

/// The fake itself keeps the contract.
class FakeEngineTest extends FakeEngineContract {
    @Override
    protected Engine open() {
        return fake;
    }
}
