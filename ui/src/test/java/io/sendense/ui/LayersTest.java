package io.sendense.ui;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may know whom in the console.
@AnalyzeClasses(packages = "io.sendense.ui", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String UI = "io.sendense.ui";

    /// The rooms that features share, each with those it may know itself. Every other package
    /// directly below the root is a feature.
    private static final Map<String, List<String>> SHARED_ROOMS =
            Map.of(
                    "shared", List.of(),
                    "desktop", List.of(),
                    "bridge", List.of("shared"),
                    "frame", List.of("shared", "bridge", "desktop"),
                    "transfers", List.of("shared"));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.sendense.ui.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void featuresKnowOnlyTheSharedRooms(JavaClasses classes) {
        Set<String> features = features(classes);
        assertThat(features).contains("inventory", "backup", "run", "history", "vcenter", "error");
        features.forEach(feature -> knowsOnly(feature, SHARED_ROOMS.keySet()).check(classes));
    }

    @ArchTest
    static void sharedRoomsKnowNoFeature(JavaClasses classes) {
        SHARED_ROOMS.forEach((room, known) -> knowsOnly(room, known).check(classes));
    }

    private static Set<String> features(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(UI))
                .map(name -> name.substring(UI.length() + 1).split("\\.", 2)[0])
                .filter(name -> !SHARED_ROOMS.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ArchRule knowsOnly(String one, Collection<String> others) {
        String[] known =
                Stream.concat(Stream.of(one), others.stream())
                        .map(name -> UI + "." + name + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(UI + "." + one + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(UI + "..").and(not(resideInAnyPackage(known))))
                .as(one + " knows only " + others);
    }

    @ArchTest
    static final ArchRule viewsDoNotKnowTheEngine =
            noClasses()
                    .that(areViews())
                    .and()
                    .resideOutsideOfPackages(UI, UI + ".frame..", UI + ".shared..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.sendense.engine..");

    @ArchTest
    static final ArchRule controllersDoNotKnowTheEngine =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Controller")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.sendense.engine..");

    /// View-models, their rows, facts and words: all of a feature that is no view.
    @ArchTest
    static final ArchRule whatIsNoViewKnowsNoSceneGraph =
            noClasses()
                    .that(not(areViews()))
                    .and()
                    .resideOutsideOfPackages(UI, UI + ".frame..", UI + ".shared..")
                    .or()
                    .haveSimpleNameEndingWith("ViewModel")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..");

    /// Controllers, nodes and what makes the columns of one, with what is nested in them.
    private static DescribedPredicate<JavaClass> areViews() {
        return DescribedPredicate.describe("are views", LayersTest::isView);
    }

    private static boolean isView(JavaClass type) {
        return type.getSimpleName().endsWith("Controller")
                || type.getSimpleName().endsWith("Columns")
                || type.isAssignableTo(javafx.scene.Node.class)
                || type.isAssignableTo(javafx.scene.control.TreeItem.class)
                || type.getEnclosingClass().filter(LayersTest::isView).isPresent();
    }

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
    static final ArchRule onlyTheSettingsAndATokenComeFromFiles =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("SettingsFile")
                    .and()
                    .doNotHaveSimpleName("TokenText")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule timeComesFromAnInjectedClock =
            noClasses().should().accessTargetWhere(new WallClock());

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
