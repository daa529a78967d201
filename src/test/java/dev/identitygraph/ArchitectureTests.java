package dev.identitygraph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.identitygraph");

    @Test
    void everyPackageUsesOnlyThosePackagesThatItsPackageInfoAllows() {
        var modules = ApplicationModules.of(Application.class);
        modules.verify();
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains(
                        "identity",
                        "client",
                        "policy",
                        "link",
                        "store",
                        "audit",
                        "consent",
                        "query",
                        "source",
                        "derivation",
                        "retraction",
                        "decision",
                        "ingest",
                        "bulk",
                        "privacy",
                        "api");
        assertThat(modules.stream())
                .as("every module says which others it may use")
                .allSatisfy(module -> assertThat(module.getBasePackage()
                                .getAnnotation(org.springframework.modulith.ApplicationModule.class))
                        .isPresent());
    }

    @Test
    void onlyTheStoreTouchesTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.neo4j.driver..", "org.springframework.data.neo4j..", "ac.simons.neo4j..")
                .check(CLASSES);
    }

    @Test
    void whatSourcesSayIsReadWithoutADatabase() {
        noClasses()
                .that()
                .resideInAPackage("..source..")
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAnyPackage(
                        "..identitygraph.store..", "org.neo4j.driver..", "org.springframework.transaction..")
                .check(CLASSES);
    }

    @Test
    void theVocabularyAndThePolicyAreFreeOfSpring() {
        noClasses()
                .that()
                .resideInAnyPackage("..identity..", "..policy..", "..client..", "..link..", "..yaml..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void keysAndCiphersStayInTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.crypto.tink..", "javax.crypto..")
                .check(CLASSES);
    }

    @Test
    void onlyTheApplicationKnowsTheTime() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void noTypeIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CLASSES);
    }

    @Test
    void everyInterfaceHasSeveralImplementations() {
        classes()
                .that()
                .areInterfaces()
                .and()
                .doNotHaveSimpleName("package-info")
                .should(new ArchCondition<JavaClass>("have several implementations") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        var count = type.getAllSubclasses().size();
                        events.add(new SimpleConditionEvent(
                                type, count > 1, type.getName() + " has " + count + " implementation"));
                    }
                })
                .check(CLASSES);
    }
}
