package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ChangeQueryException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Windows of changed areas that do not add up to the disk: nothing of them is taken.
@Timeout(60)
class ChangedAreasTest extends LabSource {
    private static final long CAPACITY = 1L << 30;
    private static final Pattern WINDOW =
            Pattern.compile("<startOffset>([0-9]+)</startOffset><length>([0-9]+)</length>");

    private LabProxy proxy;
    private VsphereSource proxied;

    @BeforeAll
    void startProxy() throws Exception {
        source.enableChangeTracking(idOf(SMALL));
        proxy = new LabProxy(lab, "QueryChangedDiskAreas");
        proxied = proxy.connect(VsphereLimits.usual().withRetry(RETRY));
    }

    @AfterAll
    void stopProxy() {
        proxied.close();
        proxy.close();
    }

    /// A window's start and length, changed in the answers that come after the first.
    private static UnaryOperator<String> window(long startBy, long lengthTimes, long lengthBy) {
        return answer -> {
            Matcher window = WINDOW.matcher(answer);
            if (!window.find() || window.group(1).equals("0")) {
                return answer;
            }
            long start = Long.parseLong(window.group(1)) + startBy;
            long length = Long.parseLong(window.group(2)) * lengthTimes + lengthBy;
            return window.replaceFirst(
                    "<startOffset>" + start + "</startOffset><length>" + length + "</length>");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "65536,     1, 0,          asked for",
        "-65536,    1, 0,          asked for",
        "0,         0, 0,          +0",
        "0,         0, -65536,     +-65536",
        "0,         1, 1073741824, asked for",
        "0,         1, 512,        asked for"
    })
    void windowsThatDoNotAddUpAreRefused(
            long startBy, long lengthTimes, long lengthBy, String words) throws Exception {
        try (Frozen frozen = freeze(SMALL)) {
            proxy.change(window(startBy, lengthTimes, lengthBy));
            var refused =
                    catchThrowableOfType(
                            ChangeQueryException.class,
                            () -> proxied.allocated(frozen.vm(), frozen.disk()));
            assertThat(refused).as("refused").isNotNull();
            assertThat(refused.reason()).isEqualTo(FullReason.QUERY_INCOMPLETE);
            assertThat(refused).hasMessageContaining(words).hasMessageContaining("Hard disk 1");
        }
    }

    @Test
    void anAreaWithoutEndIsRefused() throws Exception {
        try (Frozen frozen = freeze(SMALL)) {
            proxy.change(answer ->
                    answer.replaceFirst(
                            "<start>[0-9]+</start><length>[0-9]+</length>",
                            "<start>9223372036854775000</start><length>65536</length>"));
            var refused =
                    catchThrowableOfType(
                            ChangeQueryException.class,
                            () -> proxied.allocated(frozen.vm(), frozen.disk()));
            assertThat(refused.reason()).isEqualTo(FullReason.QUERY_INCOMPLETE);
        }
    }

    @Test
    void areasAreClippedToTheDiskAndOthersOutOfTheirWindowTaken() throws Exception {
        try (Frozen frozen = freeze(SMALL)) {
            proxy.change(UnaryOperator.identity());
            ExtentList told = proxied.allocated(frozen.vm(), frozen.disk());
            proxy.change(answer ->
                    answer.replaceFirst(
                            "<changedArea[^>]*>",
                            "$0<start>"
                                    + (CAPACITY - 1000)
                                    + "</start><length>65536</length></changedArea>$0"));
            ExtentList more = proxied.allocated(frozen.vm(), frozen.disk());
            ExtentList end = ExtentList.union(List.of(Extent.between(CAPACITY - 1000, CAPACITY)));
            assertThat(more.minus(told)).isEqualTo(end);
            assertThat(told.minus(more).isEmpty()).isTrue();
        }
    }

    @Test
    void aSingleWindowOverTheWholeDiskIsEnough() throws Exception {
        try (Frozen frozen = freeze(SMALL)) {
            proxy.change(answer ->
                    WINDOW.matcher(answer)
                            .replaceFirst(
                                    "<startOffset>0</startOffset><length>"
                                            + CAPACITY
                                            + "</length>"));
            assertThat(proxied.allocated(frozen.vm(), frozen.disk()).bytes()).isPositive();
        }
    }
}
