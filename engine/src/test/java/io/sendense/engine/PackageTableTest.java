package io.sendense.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the table of packages in `doc/architecture.md` says, the packages do.
@AnalyzeClasses(
        packages = "io.sendense.engine",
        importOptions = ImportOption.DoNotIncludeTests.class)
class PackageTableTest {
    private static final String ENGINE = "io.sendense.engine";
    private static final String ROOT = "root";
    private static final Path PAGE = Path.of("doc/architecture.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (`[a-z]+`|root) \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`|\\b(root)\\b");

    @ArchTest
    static void everyPackageHasItsRow(JavaClasses classes) throws IOException {
        assertThat(table().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        classes.stream()
                                .map(PackageTableTest::stage)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ArchTest
    static void everyPackageKnowsOnlyWhatItsRowNames(JavaClasses classes) throws IOException {
        table().forEach((name, known) -> rule(name, known).check(classes));
    }

    @ArchTest
    static void noRowNamesMoreThanIsKnown(JavaClasses classes) throws IOException {
        table().forEach((name, known) ->
                known.stream().forEach(one -> assertBroken(name, known, one, classes)));
    }

    /// A row that could do without a name has one too many.
    private static void assertBroken(
            String name, List<String> known, String one, JavaClasses classes) {
        List<String> others = known.stream().filter(other -> !other.equals(one)).toList();
        assertThatThrownBy(() -> rule(name, others).check(classes))
                .as(name + " without " + one)
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule rule(String name, List<String> known) {
        String[] allowed =
                Stream.concat(Stream.of(name), known.stream())
                        .map(PackageTableTest::pattern)
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(pattern(name))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ENGINE + "..").and(not(resideInAnyPackage(allowed))))
                .as(name + " knows only " + known + " (" + PAGE + ")");
    }

    private static String pattern(String name) {
        return name.equals(ROOT) ? ENGINE : ENGINE + "." + name + "..";
    }

    private static String stage(JavaClass type) {
        String below = type.getPackageName().substring(ENGINE.length());
        return below.isEmpty() ? ROOT : below.substring(1).split("\\.", 2)[0];
    }

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            rows.put(
                    plain(row.group(1)),
                    NAME.matcher(row.group(2))
                            .results()
                            .map(found -> plain(found.group()))
                            .toList());
        }
        return rows;
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
