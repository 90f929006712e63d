package io.sendense.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rule on clocks sees every way around it.
class WallClockTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Now.class,
                NowInZone.class,
                NowOfClock.class,
                Offset.class,
                Zoned.class,
                Referred.class,
                SystemClock.class,
                Dated.class,
                Calendars.class,
                Gregorian.class,
                Milliseconds.class
            })
    void seesWhoReadsTheMachinesClock(Class<?> reader) {
        assertThatThrownBy(() -> check(reader)).isInstanceOf(AssertionError.class);
    }

    @Test
    void letsAnInjectedClockAndStoredTimesPass() {
        assertThatCode(() -> check(Injected.class)).doesNotThrowAnyException();
    }

    private static void check(Class<?> reader) {
        noClasses()
                .should()
                .accessTargetWhere(new WallClock())
                .check(new ClassFileImporter().importClasses(reader));
    }

    private static final class Now {
        final LocalDateTime time = LocalDateTime.now();
    }

    private static final class NowInZone {
        final LocalDate day = LocalDate.now(ZoneId.of("UTC"));
    }

    private static final class NowOfClock {
        Instant time(Clock clock) {
            return Instant.now(clock);
        }
    }

    private static final class Offset {
        final OffsetDateTime time = OffsetDateTime.now(ZoneId.of("UTC"));
    }

    private static final class Zoned {
        final ZonedDateTime time = ZonedDateTime.now(ZoneId.of("UTC"));
    }

    private static final class Referred {
        final Supplier<Instant> clock = Instant::now;
    }

    private static final class SystemClock {
        final Clock clock = Clock.system(ZoneId.of("UTC"));
    }

    @SuppressWarnings("JavaUtilDate")
    private static final class Dated {
        final Date date = new Date();
    }

    private static final class Calendars {
        final Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    }

    private static final class Gregorian {
        final Calendar calendar = new GregorianCalendar();
    }

    private static final class Milliseconds {
        final long time = System.currentTimeMillis();
    }

    @SuppressWarnings("JavaUtilDate")
    private static final class Injected {
        Instant time(Clock clock) {
            return clock.instant();
        }

        Date stored(long time) {
            return new Date(time);
        }
    }
}
