import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import java.nio.file.Files;
import java.nio.file.Path;

/** Enrols one image of alice and prints whether another image shows her. Arguments: host:port, the two images. */
class VerifyImage {
    public static void main(String[] args) throws Exception {
        var settings = ContractSettings.forBrokers(args[0]);
        try (var enrolments = EnrolmentRequests.open(settings);
                var decisions = DecisionRequests.open(settings)) {
            var exemplar = new ExemplarKey("default", "alice", "1");
            var status = enrolments.enrol(exemplar, Files.readAllBytes(Path.of(args[1]))).join();
            var request = DecisionRequest.claim("alice", Files.readAllBytes(Path.of(args[2])));
            var decision = decisions.decide(request.notBefore(status.getGalleryEpoch())).join();
            System.out.println(decision.getOutcome());
        }
    }
}
