package dev.tend.scenarios.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The floors and arrows of `docs/architecture.md`, and the purity of the core.
class ArchitectureTest {

  private static final JavaClasses TEND =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tend");

  /// What a calculation may use. Packages that are not here hold clocks, threads, files, sockets.
  private static final String[] PURE_PACKAGES = {
    "dev.tend.core..",
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.time..",
    "java.util",
    "java.util.function",
    "java.util.regex",
    "java.util.stream",
    "org.jspecify.annotations"
  };

  /// Types of those packages that are not pure all the same.
  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.System",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.time.Clock",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.ServiceLoader",
          "java.util.SplittableRandom",
          "java.util.Timer");

  /// Static methods that read the clock, the machine or chance.
  private static final Set<String> IMPURE_METHODS =
      Set.of(
          "now",
          "random",
          "randomUUID",
          "shuffle",
          "systemDefault",
          "getDefault",
          "parallelStream");

  @Test
  void theTestSeesTheProgram() {
    assertThat(TEND.stream().map(ArchitectureTest::floor).distinct())
        .contains("core", "engine", "linux", "config", "api", "cli", "daemon");
  }

  @Test
  void theCoreIsPure() {
    classes()
        .that()
        .resideInAPackage("dev.tend.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(PURE_PACKAGES)
        .andShould(callNothingImpure())
        .check(TEND);
  }

  @ParameterizedTest
  @CsvSource({
    "core,   ''",
    "engine, core",
    "sim,    core engine",
    "linux,  core engine",
    "config, core",
    "api,    ''",
    "cli,    api",
    "daemon, core engine linux config api cli",
  })
  void arrowsPointDown(String floor, String below) {
    List<String> allowed = Arrays.stream((floor + " " + below).strip().split(" +")).toList();

    noClasses()
        .that()
        .resideInAPackage("dev.tend." + floor + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tend..")
                .and(not(describe("a floor below", type -> allowed.contains(floor(type))))))
        .check(TEND);
  }

  @Test
  void onlyOneModuleCallsTheCLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tend.linux..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .check(TEND);
  }

  private static String floor(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }

  private static ArchCondition<JavaClass> callNothingImpure() {
    return new ArchCondition<>("call no clock, thread, machine or chance") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          String owner = access.getTargetOwner().getName();
          boolean impure =
              IMPURE_TYPES.contains(owner)
                  || (owner.startsWith("java.")
                      && IMPURE_METHODS.contains(access.getTarget().getName()));
          if (impure) {
            events.add(SimpleConditionEvent.violated(type, access.getDescription()));
          }
        }
      }
    };
  }
}
