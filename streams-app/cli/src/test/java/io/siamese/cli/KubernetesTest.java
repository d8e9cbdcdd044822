package io.siamese.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.siamese.schemas.access.AccessPlan;
import io.siamese.schemas.access.Role;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.schemas.topic.TopicSpec;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/** The manifests are what Kubernetes and Strimzi take, and say what the contract says. */
class KubernetesTest {
    private static final Map<String, Class<?>> MODELS = Map.of(
            "Deployment", Deployment.class,
            "ConfigMap", ConfigMap.class,
            "Service", Service.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);
    /** They have no published Java model that is light enough: their fields are looked at one by one. */
    private static final Map<String, String> OTHERS = Map.of(
            "ServiceMonitor", "monitoring.coreos.com/v1",
            "ScaledObject", "keda.sh/v1alpha1",
            "TriggerAuthentication", "keda.sh/v1alpha1");

    private final ObjectMapper yaml =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private List<JsonNode> documents(String file) throws IOException {
        Path path = ProjectFiles.projectPath("docker/kubernetes").resolve(file);
        try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(path.toFile())) {
            return documents.readAll();
        }
    }

    private List<JsonNode> all() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode file : documents("kustomization.yaml").get(0).get("resources")) {
            all.addAll(documents(file.textValue()));
        }
        return all;
    }

    @Test
    void kustomizeNamesEveryManifest() throws IOException {
        // Given
        try (Stream<Path> files = Files.list(ProjectFiles.projectPath("docker/kubernetes"))) {
            var manifests = new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
            manifests.remove("kustomization.yaml");

            // When
            var named = new TreeSet<String>();
            documents("kustomization.yaml").get(0).get("resources").forEach(file -> named.add(file.textValue()));

            // Then
            assertThat(named).isEqualTo(manifests);
        }
    }

    @Test
    void eachManifestIsOfItsModelAndHasNoFieldBesides() throws Exception {
        for (JsonNode manifest : all()) {
            String kind = manifest.get("kind").textValue();
            if (OTHERS.containsKey(kind)) {
                assertThat(manifest.get("apiVersion").textValue()).isEqualTo(OTHERS.get(kind));
                continue;
            }
            Class<?> model = MODELS.get(kind);
            assertThat(model).as(kind).isNotNull();

            // When
            Object read = yaml.treeToValue(manifest, model);

            // Then
            assertThat(UnknownFields.findUnknown(read, kind)).isEmpty();
        }
    }

    @Test
    void aMisspeltFieldIsFound() throws Exception {
        // Given
        String misspelt = "{kind: Deployment, spec: {template: {spec: {containers: [{name: a, imagee: b}]}}}}";

        // When
        Deployment read = yaml.readValue(misspelt, Deployment.class);

        // Then
        assertThat(UnknownFields.findUnknown(read, "Deployment"))
                .containsExactly("Deployment/Spec/Template/Spec/Containers/imagee");
    }

    @Test
    void theDeploymentRunsWithFewRights() throws IOException {
        // Given
        JsonNode pod = documents("deployment.yaml").get(0).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        // When
        Map<String, String> environment = new TreeMap<>();
        container
                .get("env")
                .forEach(one -> environment.put(
                        one.get("name").textValue(),
                        one.path("value").asText(one.get("name").textValue().contains("JAAS") ? "x required;" : "x")));

        // Then
        assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").booleanValue())
                .isTrue();
        // Variables are settings of the service, or the start would refuse them.
        environment.remove("SIAMESE_LOG_FORMAT");
        AppConfig config = AppConfig.load(new ConfigSources(null, environment, List.of()));
        assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka-kafka-bootstrap:9093");
    }

    @Test
    void scalesByTheLagOfTheServicesGroup() throws IOException {
        JsonNode login = documents("scaledobject.yaml").get(0);
        JsonNode scaled = documents("scaledobject.yaml").get(1).get("spec");

        assertThat(scaled.at("/scaleTargetRef/name").textValue())
                .isEqualTo(
                        documents("deployment.yaml").get(0).at("/metadata/name").textValue());
        assertThat(scaled.at("/triggers/0/metadata/consumerGroup").textValue()).isEqualTo("siamese");
        assertThat(scaled.at("/triggers/0/metadata/topic").textValue()).isEqualTo("images");
        assertThat(scaled.at("/triggers/0/metadata/bootstrapServers").textValue())
                .isEqualTo(documents("deployment.yaml")
                        .get(0)
                        .at("/spec/template/spec/containers/0/env/0/value")
                        .textValue());
        assertThat(scaled.at("/triggers/0/authenticationRef/name").textValue())
                .isEqualTo(login.at("/metadata/name").textValue());
        assertThat(documents("servicemonitor.yaml")
                        .get(0)
                        .at("/spec/endpoints/0/port")
                        .textValue())
                .isEqualTo(documents("service.yaml")
                        .get(0)
                        .at("/spec/ports/0/name")
                        .textValue());
    }

    @Test
    void theTopicsAreThoseOfTheContract() throws IOException {
        // Given
        String wanted = new TopicPlan(12, 3, 1 << 20)
                .topics(TopicNames.defaults()).stream()
                        .map(KubernetesTest::topic)
                        .collect(joining("---\n"));

        // When // Then
        assertIs("topics.yaml", "# Made of the contract by KubernetesTest.\n" + wanted);
    }

    private static String topic(TopicSpec topic) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, """
                    apiVersion: kafka.strimzi.io/v1beta2
                    kind: KafkaTopic
                    metadata:
                      name: %s
                      labels: {strimzi.io/cluster: kafka}
                    spec:
                      partitions: %d
                      replicas: %d
                      config:
                    """, topic.name(), topic.partitions(), topic.replicationFactor()));
        new TreeMap<>(topic.settings())
                .forEach((key, value) -> text.append("    ")
                        .append(key)
                        .append(": \"")
                        .append(value)
                        .append("\"\n"));
        return text.toString();
    }

    @Test
    void theUsersHaveTheRightsOfTheirRoles() throws IOException {
        // Given
        AccessPlan plan = new AccessPlan(TopicNames.defaults(), "siamese");
        String wanted = Stream.of(Role.values()).map(role -> user(plan, role)).collect(joining("---\n"));

        // When // Then
        assertIs(
                "users.yaml",
                "# Made of the roles by KubernetesTest. docs/security.md says what each may do.\n" + wanted);
    }

    private static String user(AccessPlan plan, Role role) {
        String name = "siamese-" + role.name().toLowerCase(Locale.ROOT);
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
            apiVersion: kafka.strimzi.io/v1beta2
            kind: KafkaUser
            metadata:
              name: %s
              labels: {strimzi.io/cluster: kafka}
            spec:
              authentication: {type: scram-sha-512}
              authorization:
                type: simple
                acls:
            """, name));
        plan.grants(role, name).forEach(grant -> text.append(acl(grant)));
        return text.toString();
    }

    private static String acl(AccessPlan.Grant grant) {
        String type = switch (grant.resource().resourceType()) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            default -> "transactionalId";
        };
        return "      - resource: {type: " + type + ", name: "
                + grant.resource().name() + ", patternType: "
                + grant.resource()
                        .patternType()
                        .name()
                        .replace("PREFIXED", "PREFIX")
                        .toLowerCase(Locale.ROOT)
                + "}\n        operations: ["
                + grant.operations().stream().map(KubernetesTest::name).collect(joining(", ")) + "]\n";
    }

    private static String name(AclOperation operation) {
        return SecurityUtils.operationName(operation);
    }

    /** Compares, and writes what is wanted where it can be copied from. */
    private static void assertIs(String file, String wanted) throws IOException {
        Files.createDirectories(Path.of("target"));
        Path made = Files.writeString(Path.of("target", file), wanted);
        Path kept = ProjectFiles.projectPath("docker/kubernetes").resolve(file);
        assertThat(Files.exists(kept) ? Files.readString(kept) : "")
                .as("%s; copy %s over it to accept the change", kept, made.toAbsolutePath())
                .isEqualTo(wanted);
    }
}
