package io.poeem.ops;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, as the table of the design draws them. */
@AnalyzeClasses(packages = "io.poeem", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] JDK = {"java..", "javax..", "jdk.."};

    private static final String[] FLINK = {"org.apache.flink.."};

    private static final String[] LEARNING = {
        "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..", "org.ejml..", "org.jgrapht.."
    };

    @ArchTest
    static final ArchRule schemasUseAvroOnly = noClasses()
            .that()
            .resideInAPackage("io.poeem.schemas..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(and(JDK, "io.poeem.schemas..", "org.apache.avro..", "org.slf4j.."));

    @ArchTest
    static final ArchRule stateUsesTheJdkAndTheSchemasOnly = noClasses()
            .that()
            .resideInAPackage("io.poeem.state..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(and(JDK, "io.poeem.state..", "io.poeem.schemas..", "org.apache.avro.."));

    @ArchTest
    static final ArchRule searcherUsesNeitherFlinkNorTheLibrariesOfLearning = noClasses()
            .that()
            .resideInAPackage("io.poeem.searcher..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(and(and(FLINK, LEARNING), "io.poeem.job..", "io.poeem.train.."));

    @ArchTest
    static final ArchRule learningKnowsNeitherFlinkNorKafka = noClasses()
            .that()
            .resideInAPackage("io.poeem.train..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(and(FLINK, "org.apache.kafka..", "io.poeem.job..", "io.poeem.searcher.."));

    @ArchTest
    static final ArchRule theJobDoesNotUseTheSearcher = noClasses()
            .that()
            .resideInAPackage("io.poeem.job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.poeem.searcher..");

    @ArchTest
    static final ArchRule nothingDependsOnOps = noClasses()
            .that()
            .resideOutsideOfPackage("io.poeem.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.poeem.ops..");

    @ArchTest
    static final ArchRule servingUsesNeitherFlinkNorTheTrainer = noClasses()
            .that()
            .resideInAPackage("io.poeem.ops.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(and(and(FLINK, LEARNING), "io.poeem.job..", "io.poeem.train.."));

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.poeem.(**)").should().beFreeOfCycles();

    private static String[] and(String[] some, String... more) {
        return java.util.stream.Stream.of(some, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
