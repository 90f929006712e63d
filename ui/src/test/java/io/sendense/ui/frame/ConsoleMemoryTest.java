package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.ui.StraightTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleMemoryTest {
    private final StraightTasks tasks = new StraightTasks();
    private final List<ConsoleSettings> stored = new ArrayList<>();
    private final ConsoleMemory memory =
            new ConsoleMemory(ConsoleSettings.DEFAULT, tasks, stored::add);

    @Test
    void storesManyChangesOnceAndNothingWhereNothingChanged() {
        memory.keepLayout("History.table", "a 1 shown;");
        memory.keepLayout("History.table", "a 2 shown;");
        memory.themeProperty().set(ThemeChoice.DARK);
        memory.whenClosedProperty().set(WhenClosed.STOP);
        assertThat(stored).isEmpty();
        tasks.passTime();
        assertThat(stored).containsExactly(memory.settings());
        assertThat(stored.getFirst().layouts()).isEqualTo(Map.of("History.table", "a 2 shown;"));
        memory.themeProperty().set(ThemeChoice.LIGHT);
        memory.themeProperty().set(ThemeChoice.DARK);
        tasks.passTime();
        assertThat(stored).hasSize(1);
        assertThat(tasks.passTime()).isZero();
    }

    @Test
    void storesWhatChangedWhileItWasStoring() {
        tasks.hold();
        memory.notificationsProperty().set(false);
        tasks.passTime();
        memory.notificationsProperty().set(true);
        memory.languageProperty().set(LanguageChoice.GERMAN);
        tasks.letGo();
        tasks.passTime();
        assertThat(stored)
                .extracting(ConsoleSettings::language)
                .containsExactly(LanguageChoice.SYSTEM, LanguageChoice.GERMAN);
    }
}
