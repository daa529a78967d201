package dev.identitygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;

class PolicyWatchTests {
    private static final Path SHIPPED = Path.of("graph-schema");

    @TempDir
    private Path folder;

    private Policies policies;
    private PolicyWatch watch;

    @BeforeEach
    void serve() throws IOException {
        var schema = GraphSchema.of(Files.readString(SHIPPED.resolve("schema/identity-graph.graphqls")));
        var namespaces = PolicyFile.namespaces(
                new YamlText("namespaces.yaml", Files.readString(SHIPPED.resolve("namespaces.yaml"))).value());
        policies = new Policies(new PolicyFile(schema, namespaces, Set.of("GPC")), folder.resolve("archive"));
        write("policy.yaml", shipped("policy.yaml"));
        write("clients.yaml", shipped("clients.yaml"));
        policies.serve(shipped("policy.yaml"), shipped("clients.yaml"));
        // Looked at by the test itself: the interval is never over.
        watch = new PolicyWatch(policies, file("policy.yaml"), file("clients.yaml"), Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aClientIsSuspendedByAChangeOfItsRegistration() throws IOException {
        assertThat(policies.current().clients().find("shop").orElseThrow().suspended())
                .isFalse();
        write("clients.yaml", shipped("clients.yaml").replaceFirst("(?m)^shop:$", "shop:\n  suspended: true"));
        watch.look();
        assertThat(policies.current().clients().find("shop").orElseThrow().suspended())
                .isTrue();
    }

    @Test
    void aChangedPolicyIsPutInForceAndBothVersionsAreKept() throws IOException {
        var before = policies.current().policy().version();
        write("policy.yaml", shipped("policy.yaml") + "\n# Reviewed.\n");
        watch.look();
        var after = policies.current().policy().version();
        assertThat(after).isNotEqualTo(before);
        for (var version : new String[] {before, after}) {
            assertThat(folder.resolve("archive/policy-" + version + ".yaml")).exists();
        }
        assertThat(folder.resolve("archive/policy-" + after + ".yaml"))
                .content()
                .endsWith("# Reviewed.\n");
    }

    @Test
    void aSuspendedClientIsGoneAtTheNextLook() throws IOException {
        assertThat(policies.current().clients().find("dmp")).isPresent();
        var clients = shipped("clients.yaml");
        write("clients.yaml", clients.substring(0, clients.indexOf("\ndmp:")) + "\n");
        watch.look();
        assertThat(policies.current().clients().find("dmp")).isEmpty();
    }

    @Test
    void aFaultyChangeLeavesTheOldPolicyInForce() throws IOException {
        var before = policies.current();
        write("policy.yaml", shipped("policy.yaml").replace("maxHops: 2", "maxHops: many"));
        watch.look();
        assertThat(policies.current()).isSameAs(before);
    }

    @Test
    void aChangeThatClosesTheCircleLeavesTheOldPolicyInForce() throws IOException {
        var before = policies.current();
        write("clients.yaml", "all: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION, RETARGETING]}\n");
        watch.look();
        assertThat(policies.current()).isSameAs(before);
    }

    @Test
    void aFileThatIsGoneLeavesTheOldPolicyInForceAndMayComeBack() throws IOException {
        var before = policies.current();
        Files.delete(folder.resolve("policy.yaml"));
        watch.look();
        assertThat(policies.current()).isSameAs(before);
        write("policy.yaml", shipped("policy.yaml") + "\n# Back.\n");
        watch.look();
        assertThat(policies.current()).isNotSameAs(before);
    }

    private static String shipped(String name) throws IOException {
        return Files.readString(SHIPPED.resolve("policy").resolve(name));
    }

    private FileSystemResource file(String name) {
        return new FileSystemResource(folder.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
