package io.siamese.service.encoders;

import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.OtherTemplates;
import io.siamese.service.matching.PolicyCheck;
import io.siamese.service.matching.PolicyRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Says whether the encoder of an enrolment task may decide, and what would be different then. Used by the task's thread. */
public final class SwitchReview {
    private final EnrolmentLogs logs;
    private final EnrolledTemplates enrolled;
    private final OtherTemplates others;
    private final PolicyCheck check;

    /**
     * @param enrolled what the task has enrolled
     * @param others the templates of other encoders
     * @param check checks policies against the encoder's calibration
     */
    public SwitchReview(EnrolmentLogs logs, EnrolledTemplates enrolled, OtherTemplates others, PolicyCheck check) {
        this.logs = logs;
        this.enrolled = enrolled;
        this.others = others;
        this.check = check;
    }

    EnrolledTemplates enrolled() {
        return enrolled;
    }

    OtherTemplates others() {
        return others;
    }

    /**
     * What the task has not embedded yet; empty if it has answered every exemplar that anybody can have answered.
     *
     * @param active the encoder that decides
     */
    Optional<String> notCovered(String active) {
        long end = logs.exemplarsEnd();
        long last = logs.backlog().lastOffset();
        if (enrolled.processed() < last) {
            return Optional.of("exemplars are embedded up to offset " + enrolled.processed() + " of " + last);
        }
        if (enrolled.snapshot().templates() == 0 && !others.subjects(active).isEmpty()) {
            return Optional.of("there is no template of it: start the instances that load it anew");
        }
        // Last of all, so that as little time as possible is left for one more.
        return logs.exemplarsEnd() == end ? Optional.empty() : Optional.of("exemplars are being published: ask again");
    }

    /** Policies in force that the encoder's calibration does not support, each with what is wrong. */
    List<String> unsupportedPolicies() {
        List<String> unsupported = new ArrayList<>();
        new TreeMap<>(logs.galleryLogAsRead().policies())
                .forEach((key, policy) -> check.problem(PolicyRules.of(policy))
                        .ifPresent(problem -> unsupported.add("policy " + key + ": " + problem)));
        return unsupported;
    }

    /** What changes for subjects, in words. */
    String losses(String active) {
        Set<String> before = others.subjects(active);
        Set<String> lost = new HashSet<>(before);
        lost.removeAll(subjects());
        return lost.size() + " of " + before.size() + " enrolled subjects have no template of it";
    }

    /** Each as {@code gallery/subject/}. */
    private Set<String> subjects() {
        Set<String> subjects = new HashSet<>();
        enrolled.snapshot()
                .forEachTemplate((gallery, subject, exemplar, offset) ->
                        subjects.add(OtherTemplates.subject(new ExemplarKey(gallery, subject, exemplar).text())));
        return subjects;
    }
}
