package io.sendense.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sendense.engine.EngineSettings;
import io.sendense.engine.InProcessEngine;
import io.sendense.engine.SourceConnector;
import io.sendense.engine.VsphereConnector;

/// Who may know whom in the app, and that nobody knows it.
@AnalyzeClasses(packages = "io.sendense", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String APP = "io.sendense.app";
    private static final String ENGINE = "io.sendense.engine";

    /// The engine as everything outside of it sees it: calls, what goes in and comes out.
    private static final String[] FRONT_DOOR = {
        ENGINE,
        ENGINE + ".concern",
        ENGINE + ".job",
        ENGINE + ".node",
        ENGINE + ".problem",
        ENGINE + ".run",
        ENGINE + ".security",
        ENGINE + ".source.inventory",
        ENGINE + ".source.change",
        ENGINE + ".transfer.limit",
        ENGINE + ".repository.export",
        ENGINE + ".restore",
        ENGINE + ".job",
        ENGINE + ".serve",
        ENGINE + ".api.control",
        ENGINE + ".api.node",
        ENGINE + ".api.hub",
        ENGINE + ".api.rest"
    };

    /// Bytes: what works without an engine.
    private static final String[] BLOCK_TOOLS = {
        ENGINE + ".disk.block", ENGINE + ".disk.image", ENGINE + ".disk.qcow2", ENGINE + ".wire.nbd"
    };

    private static final String[] LAB = {
        ENGINE + ".lab", ENGINE + ".lab.guest", ENGINE + ".lab.product"
    };

    @ArchTest
    static final ArchRule theEngineDoesNotKnowTheApp =
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(APP + "..");

    @ArchTest
    static final ArchRule theConsoleDoesNotKnowTheApp =
            noClasses()
                    .that()
                    .resideInAPackage("io.sendense.ui..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(APP + "..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(APP + ".(**)").should().beFreeOfCycles();

    /// The desktop is what the console is given: it knows what that wants, and nothing of the
    /// engine.
    @ArchTest
    static final ArchRule theDesktopKnowsWhatTheConsoleWantsOfItOnly =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".desktop..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(ENGINE + "..", APP + "..", "io.sendense.ui..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            APP + ".desktop..",
                                                            "io.sendense.ui.desktop.."))));

    @ArchTest
    static final ArchRule onlyTheDesktopHasAwt =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(APP + ".desktop..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule onlyTheRootWires =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".*..")
                    .and()
                    .resideOutsideOfPackage(APP + ".desktop..")
                    .should()
                    .dependOnClassesThat(
                            belongToAnyOf(
                                            InProcessEngine.class,
                                            EngineSettings.class,
                                            SourceConnector.class,
                                            VsphereConnector.class)
                                    .or(
                                            resideInAnyPackage(
                                                    APP, "io.sendense.ui..", ENGINE + ".home..")));

    @ArchTest
    static final ArchRule commandsKnowOfTheEngineWhatIsListedHere =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".command..")
                    .should()
                    .dependOnClassesThat(engineBut(FRONT_DOOR, BLOCK_TOOLS, LAB));

    @ArchTest
    static final ArchRule onlyBlockToolsReachForBytes =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".command..")
                    .and(not(blockTools()))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(BLOCK_TOOLS));

    @ArchTest
    static final ArchRule onlyWhatOffersTheLabKnowsIt =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".command..")
                    .and()
                    .doNotHaveSimpleName("DemoCommand")
                    .and()
                    .doNotHaveSimpleName("LabCommand")
                    .and()
                    .doNotHaveSimpleName("Cli")
                    .and()
                    .doNotHaveSimpleName("Roles")
                    .should()
                    .dependOnClassesThat(resideInAPackage(ENGINE + ".lab.."));

    @ArchTest
    static final ArchRule theTourKnowsWhatItProves =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".demo..")
                    .should()
                    .dependOnClassesThat(engineBut(FRONT_DOOR, BLOCK_TOOLS, LAB));

    @ArchTest
    static final ArchRule whatIsShownIsResultsAndProblems =
            noClasses()
                    .that()
                    .resideInAPackage(APP + ".output..")
                    .should()
                    .dependOnClassesThat(
                            engineBut(
                                    new String[] {
                                        ENGINE + ".job",
                                        ENGINE + ".problem",
                                        ENGINE + ".run",
                                        ENGINE + ".job",
                                        ENGINE + ".source.inventory",
                                        ENGINE + ".source.change"
                                    }));

    @ArchTest
    static final ArchRule onlyTheRootCommandHandsTheStreamsOut =
            noClasses()
                    .that()
                    .resideInAPackage(APP + "..")
                    .and()
                    .doNotHaveSimpleName("Cli")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    @ArchTest
    static final ArchRule onlyMainEndsTheProcessAndTakesTheSystemsClock =
            noClasses()
                    .that()
                    .resideInAPackage(APP + "..")
                    .and()
                    .doNotHaveSimpleName("Main")
                    .and()
                    .doNotHaveSimpleName("Rehearsal")
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .callMethod(java.time.Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule nothingMutableIsStatic =
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(APP + "..")
                    .should()
                    .beFinal();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .that()
                    .resideInAPackage(APP + "..")
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

    private static DescribedPredicate<JavaClass> engineBut(String[]... allowed) {
        DescribedPredicate<JavaClass> rest = resideInAPackage(ENGINE + "..");
        for (String[] packages : allowed) {
            rest = rest.and(not(resideInAnyPackage(packages)));
        }
        return rest;
    }

    /// `disk` and what it is made of.
    private static DescribedPredicate<JavaClass> blockTools() {
        return DescribedPredicate.describe(
                "are block tools",
                type -> {
                    String outermost = type.getName().replaceAll("^.*\\.|\\$.*$", "");
                    return outermost.startsWith("Disk")
                            || outermost.equals("Images")
                            || outermost.equals("BackingOptions")
                            || outermost.equals("CopyTarget")
                            || outermost.equals("ListenOptions");
                });
    }
}
