package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {
    private static final long SIZE = 10_000;
    private static final int PAYLOAD = 4096;
    private static final RequestCheck CHECK =
            new RequestCheck(SIZE, false, NbdHeaders.STRUCTURED, true, PAYLOAD, 1);

    @ParameterizedTest
    @CsvSource({
        // command, flags, offset, length, error (0 = executed)
        "0, 0, 0, 1, 0",
        "0, 0, 9999, 1, 0",
        "0, 0, 0, 4096, 0",
        "0, 0, 0, 4097, 22",
        "0, 0, 9999, 2, 22",
        "0, 0, 10000, 1, 22",
        "0, 0, -1, 1, 22",
        "0, 0, 9223372036854775807, 1, 22",
        "0, 0, 0, 0, 22",
        "0, 1, 0, 1, 0",
        "0, 4, 0, 1, 0",
        "0, 2, 0, 1, 22",
        "0, 8, 0, 1, 22",
        "0, 32768, 0, 1, 22",
        "1, 0, 0, 4096, 0",
        "1, 1, 0, 4096, 0",
        "1, 2, 0, 4096, 22",
        "1, 0, 0, 4097, 22",
        "1, 0, 9999, 2, 28",
        "1, 0, -4096, 4096, 28",
        "3, 0, 0, 0, 0",
        "3, 0, 1, 0, 22",
        "3, 0, 0, 1, 22",
        "4, 0, 0, 10000, 0",
        "4, 0, 1, 10000, 22",
        "4, 2, 0, 10000, 22",
        "5, 0, 0, 4096, 0",
        "5, 0, 0, 4097, 22",
        "5, 0, 9999, 2, 22",
        "5, 4, 0, 1, 22",
        "6, 0, 0, 10000, 0",
        "6, 19, 0, 10000, 0",
        "6, 4, 0, 10000, 22",
        "6, 0, 1, 10000, 28",
        "6, 0, 0, 4294967295, 28",
        "7, 8, 0, 10000, 0",
        "7, 2, 0, 10000, 22",
        "7, 0, 0, 10001, 22",
        "8, 0, 0, 1, 22",
        "65535, 0, 0, 1, 22",
    })
    void answersEveryHeaderWithTheErrorOfTheProtocol(
            int command, int flags, long offset, long length, int error) {
        assertThat(error(CHECK, new Request(flags, command, 7, offset, length))).isEqualTo(error);
    }

    @Test
    void refusesToWriteAReadOnlyExportWhateverElseIsWrong() {
        RequestCheck check = new RequestCheck(SIZE, true, NbdHeaders.STRUCTURED, true, PAYLOAD, 1);
        for (Command command : Command.values()) {
            Request wrong = Request.of(command, 0xffff, 7, -1, 1 << 30);
            assertThat(error(check, wrong)).as(command.name()).isEqualTo(command.writes() ? 1 : 22);
        }
        assertThat(error(check, Request.of(Command.READ, 0, 7, 0, 512))).isZero();
        assertThat(error(check, Request.of(Command.FLUSH, 0, 7, 0, 0))).isZero();
    }

    @Test
    void refusesWhatTheHandshakeDidNotGrant() {
        RequestCheck plain = new RequestCheck(SIZE, false, NbdHeaders.SIMPLE, false, PAYLOAD, 1);
        assertThat(error(plain, Request.of(Command.BLOCK_STATUS, 0, 7, 0, 512))).isEqualTo(22);
        assertThat(error(plain, Request.of(Command.READ, Command.FLAG_DF, 7, 0, 512)))
                .isEqualTo(22);
        assertThat(error(plain, Request.of(Command.READ, 0, 7, 0, 512))).isZero();
    }

    @Test
    void takesWholeBlocksOnly() {
        RequestCheck check =
                new RequestCheck(8192, false, NbdHeaders.STRUCTURED, true, PAYLOAD, 512);
        for (Command command : Command.values()) {
            if (command != Command.FLUSH && command != Command.DISC) {
                assertThat(error(check, Request.of(command, 0, 7, 512, 1024))).isZero();
                assertThat(error(check, Request.of(command, 0, 7, 256, 512))).isEqualTo(22);
                assertThat(error(check, Request.of(command, 0, 7, 512, 256))).isEqualTo(22);
            }
        }
    }

    private static int error(RequestCheck check, Request request) {
        RequestCheck.Refusal refusal = check.refusal(request);
        if (refusal == null) {
            return 0;
        }
        assertThat(refusal.text()).isNotBlank();
        return refusal.errno().code();
    }
}
