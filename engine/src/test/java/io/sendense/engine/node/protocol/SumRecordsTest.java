package io.sendense.engine.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SumRecordsTest {
    private static final long CAPACITY = 10 * 65536 + 512;
    private static final List<SumRecord> RECORDS =
            List.of(
                    new SumRecord.Data(0, sum(7)),
                    new SumRecord.Zeroes(1, 8),
                    new SumRecord.Data(10, sum(-1)));

    private static byte[] sum(int of) {
        byte[] sum = new byte[SumRecord.SUM_BYTES];
        Arrays.fill(sum, (byte) of);
        return sum;
    }

    private static byte[] stream(List<SumRecord> records, long announced) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(SumRecordForm.beginning());
        for (SumRecord record : records) {
            out.write(SumRecordForm.encode(record));
        }
        out.write(SumRecordForm.end(announced));
        return out.toByteArray();
    }

    private static List<SumRecord> read(byte[] stream) throws IOException {
        SumRecordReader reader = new SumRecordReader(new ByteArrayInputStream(stream), CAPACITY);
        List<SumRecord> records = new ArrayList<>();
        for (Optional<SumRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            records.add(next.get());
        }
        assertThat(reader.next()).isEmpty();
        return records;
    }

    @Test
    void areReadAsTheyWereWritten() throws IOException {
        assertThat(read(stream(RECORDS, 3))).isEqualTo(RECORDS);
        assertThat(read(stream(List.of(), 0))).isEmpty();
    }

    @Test
    void mayHaveNothingBetweenThem() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(SumRecordForm.beginning());
        for (SumRecord record : RECORDS) {
            out.write(SumRecordForm.nothing());
            out.write(SumRecordForm.encode(record));
        }
        out.write(SumRecordForm.nothing());
        out.write(SumRecordForm.nothing());
        out.write(SumRecordForm.end(3));
        assertThat(read(out.toByteArray())).isEqualTo(RECORDS);
    }

    @Test
    void areNotCompleteWhereverTheStreamIsCut() throws IOException {
        byte[] whole = stream(RECORDS, 3);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void areRefusedWhereTheyCannotBe() throws IOException {
        assertThatThrownBy(() -> read(stream(RECORDS, 4)))
                .isInstanceOf(SumStreamException.class)
                .hasMessageContaining("announces 4 records, there were 3");
        byte[] more = Arrays.copyOf(stream(RECORDS, 3), stream(RECORDS, 3).length + 1);
        assertThatThrownBy(() -> read(more)).hasMessageContaining("follows");
        byte[] other = stream(RECORDS, 3);
        other[0]++;
        assertThatThrownBy(() -> read(other)).hasMessageContaining("begins with");
        byte[] unknown = stream(RECORDS, 3);
        unknown[8] = 9;
        assertThatThrownBy(() -> read(unknown)).hasMessageContaining("kind 9");
        assertThatThrownBy(() -> read(stream(List.of(new SumRecord.Data(11, sum(1))), 1)))
                .hasMessageContaining("11");
        assertThatThrownBy(() -> read(stream(List.of(new SumRecord.Zeroes(9, 3)), 1)))
                .hasMessageContaining("3 clusters from 9");
        byte[] negative = stream(List.of(new SumRecord.Zeroes(9, 1)), 1);
        negative[9] = (byte) 0x80;
        assertThatThrownBy(() -> read(negative)).isInstanceOf(SumStreamException.class);
    }
}
