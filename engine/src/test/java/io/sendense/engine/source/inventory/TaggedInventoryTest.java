package io.sendense.engine.source.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tags of an inventory, and what a change says of them.
class TaggedInventoryTest {
    private static final ObjectId VM = new ObjectId("vm-1");
    private static final ObjectId FOLDER = new ObjectId("group-v3");
    private static final Tag GOLD = new Tag("urn:1", "backup", "gold");
    private static final Tag SILVER = new Tag("urn:2", "backup", "silver");
    private static final Tag TEST = new Tag("urn:0", "environment", "test");

    private static final Inventory PLAIN =
            new Inventory(
                    List.of(
                            new Container(
                                    FOLDER, ContainerKind.FOLDER, "Databases", Optional.empty())),
                    List.of());

    private static Tags tags() {
        return Tags.of(Map.of(TEST, List.of(VM), SILVER, List.of(), GOLD, List.of(VM, FOLDER)));
    }

    @Test
    void areInOrderOfCategoryAndNameWhateverTheirIds() {
        assertThat(tags().all()).containsExactly(GOLD, SILVER, TEST);
        assertThat(tags().of(VM)).containsExactly(GOLD, TEST);
        assertThat(tags().attached().get(VM)).containsExactly("urn:1", "urn:0");
        assertThat(tags().byCategory().keySet()).containsExactly("backup", "environment");
        assertThat(tags().byCategory()).containsEntry("backup", List.of(GOLD, SILVER));
    }

    @Test
    void areNotInherited() {
        assertThat(tags().bears(FOLDER, GOLD.id())).isTrue();
        assertThat(tags().bears(VM, SILVER.id())).isFalse();
        assertThat(tags().of(new ObjectId("vm-in-the-folder"))).isEmpty();
    }

    @Test
    void thatCannotBeReadAreNotTakenForNone() {
        assertThat(Tags.NONE.readable()).isTrue();
        assertThat(Tags.UNREADABLE).isNotEqualTo(Tags.NONE);
        assertThat(PLAIN.tags()).isEqualTo(Tags.NONE);
        assertThat(InventoryChange.between(PLAIN, PLAIN.with(Tags.UNREADABLE)).isEmpty()).isFalse();
    }

    @Test
    void aChangeOfTagsAloneIsToldAndApplied() {
        InventoryChange change = InventoryChange.between(PLAIN, PLAIN.with(tags()));
        assertThat(change.tags()).contains(tags());
        assertThat(change.containers()).isEmpty();
        assertThat(change.appliedTo(PLAIN)).isEqualTo(PLAIN.with(tags()));
        assertThat(InventoryChange.between(PLAIN.with(tags()), PLAIN.with(tags())).isEmpty())
                .isTrue();
    }

    @Test
    void ofTwoChangesTheLaterTagsCountAndTheEarlierWhereThatHasNone() {
        InventoryChange tagged = InventoryChange.between(PLAIN, PLAIN.with(tags()));
        InventoryChange other = InventoryChange.between(PLAIN, PLAIN.with(Tags.UNREADABLE));
        InventoryChange gone = new InventoryChange(List.of(), List.of(), List.of(FOLDER));
        assertThat(tagged.then(other).tags()).contains(Tags.UNREADABLE);
        assertThat(tagged.then(gone).appliedTo(PLAIN))
                .isEqualTo(new Inventory(List.of(), List.of(), tags()));
        assertThat(gone.appliedTo(PLAIN.with(tags())).tags()).isEqualTo(tags());
    }
}
