package io.sendense.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.TransferLimits;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.transfer.limit.PlaceLimits;
import io.sendense.ui.ViewModelBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsViewModelTest {
    private static final long MIB = 1 << 20;

    private final ViewModelBench bench = ViewModelBench.withVCenter();

    private LimitsViewModel limits() {
        return new LimitsViewModel(bench.link, bench.texts.formats(), bench);
    }

    @Test
    void showsWhatHoldsAndAppliesWhatWasChanged() {
        LimitsViewModel limits = limits();
        assertThat(limits.bandwidth().textProperty().get()).isEmpty();
        assertThat(limits.hostRequests().textProperty().get()).isEqualTo("24");
        assertThat(limits.hostBytes().textProperty().get()).isEqualTo("24");
        assertThat(limits.applicable().get()).as("nothing to apply yet").isFalse();
        limits.bandwidth().textProperty().set("200");
        limits.datastoreRequests().textProperty().set(" 8 ");
        limits.datastoreBytes().textProperty().set("1.5");
        assertThat(limits.applicable().get()).isTrue();
        limits.apply();
        assertThat(bench.engine.limits())
                .isEqualTo(
                        new TransferLimits(
                                new Bandwidth(200 * MIB),
                                new PlaceLimits(24, 24 * MIB),
                                new PlaceLimits(8, 3 * MIB / 2)));
        assertThat(limits.appliedProperty().get()).isTrue();
        assertThat(limits.applicable().get()).isFalse();
        limits.bandwidth().textProperty().set("");
        assertThat(limits.appliedProperty().get()).isFalse();
        limits.apply();
        assertThat(bench.engine.limits().bandwidth()).isEqualTo(Bandwidth.UNLIMITED);
    }

    @Test
    void leavesANumberAloneThatHasMoreDigitsThanAreShown() {
        TransferLimits odd =
                new TransferLimits(
                        new Bandwidth(1_000_000),
                        new PlaceLimits(1, 5_000_001),
                        new PlaceLimits(1, 1));
        bench.engine.setLimits(odd);
        LimitsViewModel limits = limits();
        assertThat(limits.bandwidth().textProperty().get()).isEqualTo("0.95");
        limits.hostRequests().textProperty().set("2");
        limits.apply();
        assertThat(bench.engine.limits())
                .isEqualTo(
                        new TransferLimits(
                                odd.bandwidth(), new PlaceLimits(2, 5_000_001), odd.datastore()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "2.5", "many", "1 2", "10001", "1e3"})
    void takesNoNumberOfReadsThatIsNone(String text) {
        LimitsViewModel limits = limits();
        limits.hostRequests().textProperty().set(text);
        assertThat(limits.wrong().get()).isTrue();
        limits.apply();
        assertThat(bench.engine.limits()).isEqualTo(TransferLimits.usual());
    }
}
