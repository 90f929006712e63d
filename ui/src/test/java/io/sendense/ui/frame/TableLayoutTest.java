package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableLayoutTest {
    @Test
    void isTheSameAfterBeingWrittenAndRead() {
        TableLayout layout =
                new TableLayout(
                        List.of(
                                new TableLayout.Column("name", 130, true),
                                new TableLayout.Column("size", 80, false)),
                        List.of(
                                new TableLayout.Sorting("size", false),
                                new TableLayout.Sorting("name", true)));
        assertThat(layout.text()).isEqualTo("name 130 shown,size 80 hidden;size down,name up");
        assertThat(TableLayout.parse(layout.text())).isEqualTo(layout);
        assertThat(TableLayout.parse(";")).isEqualTo(new TableLayout(List.of(), List.of()));
    }

    @Test
    void putsColumnsItDoesNotKnowLast() {
        TableLayout layout = TableLayout.parse("b 1 shown,a 1 shown;");
        assertThat(List.of(layout.rank("b"), layout.rank("a"), layout.rank("new")))
                .containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name 1;",
                "name wide shown;",
                "name -1 shown;",
                "a NaN shown;",
                ";name"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> TableLayout.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
