package io.sendense.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.stream.Stream;

/// Who may know whom in the console.
@AnalyzeClasses(packages = "io.sendense.ui", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String UI = "io.sendense.ui";
    private static final List<String> FEATURES =
            List.of("inventory", "backup", "run", "history", "vcenter", "error");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.sendense.ui.(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule featuresDoNotKnowEachOther = apart();

    private static ArchRule apart() {
        return FEATURES.stream()
                .map(LayersTest::doesNotKnowOthers)
                .reduce((first, second) -> CompositeArchRule.of(first).and(second))
                .orElseThrow();
    }

    private static ArchRule doesNotKnowOthers(String feature) {
        String[] others =
                Stream.concat(
                                FEATURES.stream()
                                        .filter(other -> !other.equals(feature))
                                        .map(other -> UI + "." + other + ".."),
                                Stream.of(UI))
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(UI + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoFeature =
            noClasses()
                    .that()
                    .resideInAnyPackage(UI + ".frame..", UI + ".shared..", UI + ".bridge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            FEATURES.stream().map(f -> UI + "." + f + "..").toArray(String[]::new));

    @ArchTest
    static final ArchRule controllersDoNotKnowTheEngine =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Controller")
                    .or()
                    .haveSimpleNameEndingWith("Cell")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.sendense.engine..");

    @ArchTest
    static final ArchRule viewModelsKnowNoSceneGraph =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .or()
                    .resideInAPackage(UI + ".bridge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..");

    @ArchTest
    static final ArchRule onlySharedEntersTheScreensThreadOrStartsAnother =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(UI + ".shared..")
                    .should()
                    .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
                    .orShould()
                    .dependOnClassesThat(startThreads())
                    .orShould()
                    .callConstructor(Thread.class)
                    .orShould()
                    .callConstructor(Thread.class, Runnable.class)
                    .orShould()
                    .callMethod(Thread.class, "ofVirtual")
                    .orShould()
                    .callMethod(Thread.class, "ofPlatform")
                    .orShould()
                    .callMethod(Thread.class, "startVirtualThread", Runnable.class);

    private static DescribedPredicate<JavaClass> startThreads() {
        return DescribedPredicate.describe(
                "start threads",
                type ->
                        type.isAssignableTo(java.util.concurrent.Executor.class)
                                || type.getName().equals("java.util.concurrent.Executors")
                                || type.getName().startsWith("javafx.concurrent.")
                                || type.getName().equals("java.util.Timer"));
    }

    @ArchTest
    static final ArchRule theConsoleDoesNoInputOutputOfItsOwn =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "java.net.http..",
                            "java.nio.channels..",
                            "java.awt..",
                            "javax.swing..")
                    .orShould()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    @ArchTest
    static final ArchRule onlyTheSettingsFileTouchesFiles =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("SettingsFile")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule timeComesFromAnInjectedClock =
            noClasses()
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.time.LocalDate.class, "now")
                    .orShould()
                    .callMethod(java.time.InstantSource.class, "system")
                    .orShould()
                    .callMethod(java.time.Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule nothingMutableIsStatic = fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl");
}
