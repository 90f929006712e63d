package io.sendense.engine.source.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerNameTest {
    private static final Inventory INVENTORY =
            new Inventory(
                    List.of(
                            container("root", ContainerKind.FOLDER, "Datacenters", null),
                            container("dc1", ContainerKind.DATACENTER, "Berlin", "root"),
                            container("vm1", ContainerKind.FOLDER, "vm", "dc1"),
                            container("shop1", ContainerKind.FOLDER, "Shop", "vm1"),
                            container("db", ContainerKind.FOLDER, "Db", "shop1"),
                            container("pool", ContainerKind.RESOURCE_POOL, "Shop", "dc1"),
                            container("dc2", ContainerKind.DATACENTER, "Frankfurt", "root"),
                            container("vm2", ContainerKind.FOLDER, "vm", "dc2"),
                            container("shop2", ContainerKind.FOLDER, "Shop", "vm2")),
                    List.of());

    private static Container container(String id, ContainerKind kind, String name, String parent) {
        return new Container(
                new ObjectId(id), kind, name, Optional.ofNullable(parent).map(ObjectId::new));
    }

    private static String folder(String name) throws EngineException {
        return new ContainerName(ContainerKind.FOLDER, name).find(INVENTORY, "vc").id().value();
    }

    private static Problem problem(String name) {
        return catchThrowableOfType(EngineException.class, () -> folder(name)).problem();
    }

    @Test
    void isANameAPathOrAnId() throws Exception {
        assertThat(folder("Db")).isEqualTo("db");
        assertThat(folder("/Frankfurt/Shop")).isEqualTo("shop2");
        assertThat(folder("/Berlin/Shop/Db")).isEqualTo("db");
        assertThat(folder("moref:shop1")).isEqualTo("shop1");
        assertThat(
                        new ContainerName(ContainerKind.RESOURCE_POOL, "Shop")
                                .find(INVENTORY, "vc")
                                .id()
                                .value())
                .isEqualTo("pool");
    }

    @Test
    void listsWhatMayBeMeant() {
        assertThat(problem("Shop"))
                .isEqualTo(
                        Problem.of(ProblemCode.INVENTORY_OBJECT_AMBIGUOUS)
                                .with("object", "folder 'Shop'")
                                .with(
                                        "candidates",
                                        "/Berlin/Shop (moref:shop1), /Frankfurt/Shop (moref:shop2)"));
        for (String missing : List.of("shop", "/Shop", "moref:shop", "Berlin", "")) {
            assertThat(problem(missing))
                    .isEqualTo(
                            Problem.of(ProblemCode.INVENTORY_OBJECT_UNKNOWN)
                                    .with("object", "folder '" + missing + "'")
                                    .with("vcenter", "vc"));
        }
    }
}
