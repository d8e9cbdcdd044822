package io.siamese.cli;

import static java.util.stream.Collectors.joining;

import io.siamese.schemas.access.AccessPlan;
import io.siamese.schemas.access.Role;
import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.service.config.AppConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.SecurityUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Says which rights a principal needs, as commands of Kafka's own tool, or gives them. */
@Command(
        name = "acls",
        description = "Print the commands that give a principal the rights of a role and no others, or give them.",
        footer = {
            "",
            "Set topics.prefix and application.id as the service has them (--set or --config). The names of a"
                    + " principal's",
            "consumer groups begin with its own name and a hyphen. docs/security.md says what each role may do."
        })
final class AclsCommand extends Verb {

    private static final String ANY_HOST = "*";

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--for",
            paramLabel = "ROLE",
            required = true,
            description = "What the principal is there for: ${COMPLETION-CANDIDATES}. Can be given again.")
    private List<Role> roles = new ArrayList<>();

    @Option(
            names = "--principal",
            paramLabel = "TYPE:NAME",
            description = "The principal. Default: User: and the role's name.")
    private String principal = "";

    @Option(names = "--apply", description = "Give the rights, in place of printing commands.")
    private boolean apply;

    @Override
    public Integer call() {
        AppConfig config = options.loadConfig();
        KafkaPrincipal owner = parsePrincipal();
        AccessPlan plan =
                new AccessPlan(config.topics().names(), config.streams().applicationId());
        Set<AccessPlan.Grant> grants = new LinkedHashSet<>();
        roles.forEach(role -> grants.addAll(plan.grants(role, owner.getName())));
        if (apply) {
            grantRights(config, owner, grants);
        } else {
            grants.forEach(grant -> out().println(aclCommand(config.kafka().bootstrapServers(), owner, grant)));
        }
        return OK;
    }

    private KafkaPrincipal parsePrincipal() {
        String text = principal.isEmpty() ? "User:" + roles.get(0).name().toLowerCase(Locale.ROOT) : principal;
        try {
            KafkaPrincipal parsed = SecurityUtils.parseKafkaPrincipal(text);
            if (!parsed.getName().isEmpty() && !parsed.getName().equals(ANY_HOST)) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ParameterException(
                spec().commandLine(), "--principal " + text + ": write it as User:NAME, and name one principal");
    }

    private void grantRights(AppConfig config, KafkaPrincipal owner, Set<AccessPlan.Grant> grants) {
        List<AclBinding> bindings = grants.stream()
                .flatMap(grant -> grant.operations().stream()
                        .map(operation -> new AclBinding(
                                grant.resource(),
                                new AccessControlEntry(
                                        owner.toString(), ANY_HOST, operation, AclPermissionType.ALLOW))))
                .toList();
        try (Admin admin = Admin.create(config.kafka().admin())) {
            BrokerAnswer.await(admin.createAcls(bindings).all());
        }
        out().println(owner + " has " + bindings.size() + " rights on " + grants.size() + " resources");
    }

    private static String aclCommand(String bootstrapServers, KafkaPrincipal owner, AccessPlan.Grant grant) {
        String operations = grant.operations().stream()
                .map(operation -> " --operation " + SecurityUtils.operationName(operation))
                .collect(joining());
        boolean isPrefix = grant.resource().patternType() == PatternType.PREFIXED;
        return "kafka-acls.sh --bootstrap-server " + bootstrapServers + " --add --allow-principal '" + owner + "'"
                + operations + " " + resourceOption(grant.resource().resourceType()) + " '"
                + grant.resource().name() + "'" + (isPrefix ? " --resource-pattern-type prefixed" : "");
    }

    private static String resourceOption(ResourceType type) {
        return switch (type) {
            case TOPIC -> "--topic";
            case GROUP -> "--group";
            case TRANSACTIONAL_ID -> "--transactional-id";
            default -> throw new IllegalArgumentException("no role has rights on " + type);
        };
    }
}
