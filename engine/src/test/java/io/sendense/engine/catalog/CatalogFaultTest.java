package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.security.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told when the database is not as it should be.
class CatalogFaultTest {
    @TempDir Path folder;

    private CatalogLocation.H2File h2() {
        return new CatalogLocation.H2File(folder.resolve("catalog"));
    }

    private Path file() {
        return folder.resolve("catalog.mv.db");
    }

    /// Opens in vain and returns the cause that was told.
    private static String refusal(CatalogLocation location) {
        CatalogException e =
                catchThrowableOfType(CatalogException.class, () -> Catalog.open(location).close());
        assertThat(e).isNotNull();
        assertThat(e.problem().code()).isEqualTo(ProblemCode.CATALOG_UNAVAILABLE);
        assertThat(e.toEngineException().problem()).isEqualTo(e.problem());
        assertThat(e.problem().arguments())
                .containsEntry("catalog", new Argument.Text(location.toString()));
        GermanTexts.assertGerman(e.problem());
        return ArgumentText.english()
                .show(Objects.requireNonNull(e.problem().arguments().get("cause")));
    }

    @Test
    void saysThatAnotherProcessHasTheFileAndOpensItAfterThatWasKilled() throws Exception {
        try (ChildJvm child = ChildJvm.start(CommittingProcess.class, h2().file())) {
            assertThat(child.line()).isEqualTo("open");
            assertThat(refusal(h2())).startsWith("Another process has it open: ");
            child.kill();
        }
        Catalog.open(h2()).close();
    }

    @Test
    void refusesAFileThatIsNoCatalog() throws IOException {
        Files.writeString(file(), "these are my notes\n".repeat(5000));
        assertThat(refusal(h2())).contains("damaged");
        assertThat(Files.readString(file())).startsWith("these are my notes");
    }

    @Test
    void refusesADamagedFile() throws IOException {
        try (Catalog catalog = Catalog.open(h2())) {
            catalog.runs().insert(CatalogContract.newRun("web"));
        }
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            byte[] noise = new byte[(int) channel.size()];
            new java.util.Random(7).nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise), 0);
        }
        assertThat(refusal(h2())).isNotBlank();
    }

    @Test
    void refusesTablesOfANewerProgramWithBothVersions() throws SQLException {
        Catalog.open(h2()).close();
        try (Connection connection =
                DriverManager.getConnection("jdbc:h2:file:" + h2().file(), "sa", "")) {
            connection
                    .createStatement()
                    .execute(
                            """
                            insert into "flyway_schema_history" select 99, '99', 'later', "type", 'V99__later.sql', 1,
                                "installed_by", "installed_on", 1, true from "flyway_schema_history"
                                where "version" = '1'
                            """);
        }
        assertThat(refusal(h2()))
                .contains("version 99")
                .contains("version " + Migration.SCRIPTS.size());
    }

    @Test
    void refusesTablesThatAnotherScriptMade() throws SQLException {
        Catalog.open(h2()).close();
        try (Connection connection =
                DriverManager.getConnection("jdbc:h2:file:" + h2().file(), "sa", "")) {
            connection
                    .createStatement()
                    .execute("update \"flyway_schema_history\" set \"checksum\" = 1");
        }
        assertThat(refusal(h2())).contains("checksum mismatch");
    }

    @Test
    void saysWhereItCannotMakeItsFile() throws IOException {
        Files.writeString(folder.resolve("occupied"), "a file, not a folder");
        assertThat(refusal(new CatalogLocation.H2File(folder.resolve("occupied/catalog"))))
                .contains("occupied");
    }

    @Test
    void refusesPathsThatH2WouldReadInAnotherWay() {
        assertThatThrownBy(() -> new CatalogLocation.H2File(Path.of("catalog")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CatalogLocation.H2File(Path.of("/tmp/a;INIT=x/catalog")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensPathsWithBlanksAndForeignLetters() {
        Path odd = folder.resolve("mein Heim %2f \u4e2d #1").resolve("catalog");
        try (Catalog catalog = Catalog.open(new CatalogLocation.H2File(odd))) {
            catalog.runs().insert(CatalogContract.newRun("web"));
        }
        assertThat(odd.resolveSibling("catalog.mv.db")).exists();
    }

    @Test
    void refusesCallsAfterClose() {
        Catalog catalog = Catalog.open(h2());
        catalog.close();
        catalog.close();
        assertThatThrownBy(() -> catalog.runs().living())
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void readsTimesAsTheyWereWhateverTheTimeZone() {
        TimeZone before = TimeZone.getDefault();
        try {
            RunId run;
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            try (Catalog catalog = Catalog.open(h2())) {
                run = catalog.runs().insert(CatalogContract.newRun("web"));
            }
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            try (Catalog catalog = Catalog.open(h2())) {
                assertThat(catalog.runs().find(run).orElseThrow().started())
                        .isEqualTo(CatalogContract.START);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    @Tag("peers")
    void saysThatPostgresRefusedTheLoginWithoutShowingThePassword() {
        CatalogLocation.Postgres right = PostgresServer.shared().freshSchema();
        var wrong =
                new CatalogLocation.Postgres(
                        right.jdbcUrl() + "&password=hunter2", right.user(), Secret.of("hunter2"));
        assertThat(refusal(wrong)).contains("refused the login").doesNotContain("hunter2");
        assertThat(wrong.toString()).doesNotContain("hunter2");
    }

    @Test
    void saysThatPostgresCannotBeReached() throws IOException {
        var away =
                new CatalogLocation.Postgres(
                        "jdbc:postgresql://127.0.0.1:" + PostgresServer.freePort() + "/sendense",
                        "sendense",
                        Secret.of("x"));
        assertThat(refusal(away)).contains("cannot be reached");
    }

    @Test
    @Tag("peers")
    void worksOnAfterPostgresDroppedItsConnections() throws SQLException {
        CatalogLocation.Postgres location = PostgresServer.shared().freshSchema();
        try (Catalog catalog = Catalog.open(location)) {
            catalog.runs().insert(CatalogContract.newRun("a"));
            try (Connection connection =
                    DriverManager.getConnection(
                            location.jdbcUrl(), location.user(), location.password().reveal())) {
                connection
                        .createStatement()
                        .execute(
                                """
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where application_name = 'sendense'
                                """);
            }
            RunId second = null;
            for (int attempt = 0; second == null && attempt < 10; attempt++) {
                try {
                    second = catalog.runs().insert(CatalogContract.newRun("b"));
                } catch (CatalogException e) {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.CATALOG_UNAVAILABLE);
                }
            }
            assertThat(second).isNotNull();
            assertThat(catalog.runs().living()).hasSize(2);
        }
    }
}
