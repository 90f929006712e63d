package io.sendense.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.Set;

/// Who may know whom in the engine.
@AnalyzeClasses(
        packages = "io.sendense.engine",
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ENGINE = "io.sendense.engine";

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().assignedFrom(new Packages(Integer.MAX_VALUE)).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stagesAreFreeOfCycles =
            slices().assignedFrom(new Packages(1)).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule bytesKnowNoVmAndNoJob =
            noClasses()
                    .that()
                    .resideInAnyPackage(ENGINE + ".disk..", ENGINE + ".wire..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(ENGINE, ENGINE + "..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            ENGINE + ".disk..",
                                                            ENGINE + ".wire.."))));

    @ArchTest
    static final ArchRule bytesAtRestDoNotKnowTheWire =
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + ".disk..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ENGINE + ".wire..");

    @ArchTest
    static final ArchRule onlyTheVsphereAdapterKnowsYavijava =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ENGINE + ".source.vsphere..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.vmware..");

    @ArchTest
    static final ArchRule theLabSharesNothingWithTheClient =
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + ".lab..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ENGINE + ".source..",
                            ENGINE + ".backup..",
                            ENGINE + ".repository..",
                            ENGINE + ".catalog..",
                            ENGINE + ".api..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheSocketKnowsTheFrontDoor =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ENGINE, ENGINE + ".api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ENGINE);

    @ArchTest
    static final ArchRule theFrontDoorDoesNotKnowTheSocket =
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ENGINE + ".api..");

    @ArchTest
    static final ArchRule theProductDoesNotKnowItsLab =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ENGINE + ".lab..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ENGINE + ".lab..");

    @ArchTest
    static final ArchRule onlyTheCatalogKnowsSql =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ENGINE + ".catalog..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "org.jdbi..",
                            "org.flywaydb..",
                            "com.zaxxer..",
                            "org.h2..");

    @ArchTest
    static final ArchRule onlyTheTunnelKnowsSsh =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ENGINE + ".wire.ssh..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.jcraft..");

    @ArchTest
    static final ArchRule onlyRestKnowsJavalin =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ENGINE + ".api.rest..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.javalin..", "org.eclipse.jetty..", "jakarta..", "kotlin..");

    @ArchTest
    static final ArchRule theEngineHasNoScreen =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule theEngineDoesNotPrint =
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .accessField(System.class, "in")
                    .orShould()
                    .callMethod(System.class, "console")
                    .orShould()
                    .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule timeComesFromAnInjectedClock =
            noClasses().should().accessTargetWhere(new WallClock());

    @ArchTest
    static final ArchRule sentencesAreRenderedOutside =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ENGINE + ".problem..", ENGINE + ".run..", ENGINE + ".api..")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleNameEndingWith("ProblemText")
                    .orShould()
                    .dependOnClassesThat()
                    .haveSimpleNameEndingWith("EventText");

    /// Two vCenters that are trusted in two ways must not meet in a setting of the process.
    @ArchTest
    static final ArchRule nothingIsSetForTheWholeProcess =
            noClasses().should().callMethodWhere(setsSomethingForAll());

    @ArchTest
    static final ArchRule nothingMutableIsStatic =
            fields().that(areStaticAndOurs()).should().beFinal().allowEmptyShould(true);

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

    private static final Set<String> SETTINGS_OF_THE_PROCESS =
            Set.of(
                    "javax.net.ssl.HttpsURLConnection.setDefaultSSLSocketFactory",
                    "javax.net.ssl.HttpsURLConnection.setDefaultHostnameVerifier",
                    "javax.net.ssl.SSLContext.setDefault",
                    "java.net.HttpURLConnection.setFollowRedirects",
                    "javax.net.ssl.HttpsURLConnection.setFollowRedirects",
                    "java.net.URL.setURLStreamHandlerFactory",
                    "java.net.CookieHandler.setDefault",
                    "java.net.ProxySelector.setDefault",
                    "java.net.ResponseCache.setDefault",
                    "java.net.Authenticator.setDefault",
                    "java.lang.System.setProperty",
                    "java.lang.System.setProperties",
                    "java.lang.System.clearProperty",
                    "java.lang.System.setOut",
                    "java.lang.System.setErr",
                    "java.lang.System.setIn",
                    "java.security.Security.setProperty",
                    "java.security.Security.addProvider",
                    "java.security.Security.insertProviderAt",
                    "java.security.Security.removeProvider",
                    "java.util.Locale.setDefault",
                    "java.util.TimeZone.setDefault",
                    "java.lang.Thread.setDefaultUncaughtExceptionHandler");

    private static DescribedPredicate<JavaMethodCall> setsSomethingForAll() {
        return DescribedPredicate.describe(
                "sets something for the whole process",
                call ->
                        SETTINGS_OF_THE_PROCESS.contains(
                                call.getTargetOwner().getFullName() + "." + call.getName()));
    }

    /// Slices by the first few names of a package below the root, which is a slice of its own: a
    /// pattern would leave it out.
    private record Packages(int names) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!isOurs(type)) {
                return SliceIdentifier.ignore();
            }
            String below = type.getPackageName().substring(ENGINE.length());
            return below.isEmpty()
                    ? SliceIdentifier.of("root")
                    : SliceIdentifier.of(
                            Arrays.stream(below.substring(1).split("\\."))
                                    .limit(names)
                                    .toArray(String[]::new));
        }

        @Override
        public String getDescription() {
            return names == 1 ? "stages" : "packages";
        }
    }

    private static DescribedPredicate<JavaField> areStaticAndOurs() {
        return DescribedPredicate.describe(
                "are static and written by hand",
                field ->
                        field.getModifiers()
                                        .contains(
                                                com.tngtech.archunit.core.domain.JavaModifier
                                                        .STATIC)
                                && !field.getModifiers()
                                        .contains(
                                                com.tngtech.archunit.core.domain.JavaModifier
                                                        .SYNTHETIC)
                                && isOurs(field.getOwner()));
    }

    private static boolean isOurs(JavaClass owner) {
        return owner.getPackageName().startsWith(ENGINE);
    }
}
