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
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says whether another encoder may take over from that of an enrolment task, what would be different then, and what the task's
 * own encoder supports. Used by the task's thread.
 */
public final class SwitchReview {
    private final EnrolmentLogs logs;
    private final EnrolledTemplates enrolled;
    private final OtherTemplates others;
    private final PolicyCheck check;
    private final EncoderGroups groups;

    /**
     * @param enrolled what the task has enrolled
     * @param others the templates of other encoders
     * @param check checks policies against the encoder's calibration
     * @param groups tells how far other encoders are
     */
    public SwitchReview(
            EnrolmentLogs logs,
            EnrolledTemplates enrolled,
            OtherTemplates others,
            PolicyCheck check,
            EncoderGroups groups) {
        this.logs = logs;
        this.enrolled = enrolled;
        this.others = others;
        this.check = check;
        this.groups = groups;
    }

    EncoderGroups encoderGroups() {
        return groups;
    }

    EnrolledTemplates enrolled() {
        return enrolled;
    }

    OtherTemplates otherTemplates() {
        return others;
    }

    /** Offset of the last exemplar that there is now; -1: none. */
    long lastExemplar() {
        return logs.backlog().lastOffset();
    }

    /**
     * Whether another encoder has answered every exemplar up to the request's bound, and every one that this task has answered.
     * This task's next record of the gallery log then comes after all these answers.
     */
    boolean isCovered(HeldSwitch held) {
        return hasAnsweredPast(held, Math.max(held.bound(), enrolled.processed()))
                && (enrolled.snapshot().templates() == 0
                        || !others.templatesOf(held.encoderId()).isEmpty());
    }

    /** Whether the other encoder has answered the request's bound, so that only what came since may be left. */
    boolean hasReachedBound(HeldSwitch held) {
        return hasAnsweredPast(held, held.bound());
    }

    private boolean hasAnsweredPast(HeldSwitch held, long exemplar) {
        OptionalLong answeredTo = groups.answeredTo(held.encoderId());
        return answeredTo.isPresent() && answeredTo.getAsLong() > exemplar;
    }

    /** How far another encoder has come, in words. */
    String describeShare(HeldSwitch held) {
        int wanted = enrolled.snapshot().templates();
        int there = others.templatesOf(held.encoderId()).size();
        double share = wanted == 0 ? 1 : Math.min(1, (double) there / wanted);
        String text = String.format(
                Locale.ROOT,
                "%d templates of %d, %.1f %%, %d s after the request was taken",
                there,
                wanted,
                100 * share,
                HeldSwitch.LIMIT.toSeconds());
        return there == 0 && wanted > 0 ? text + ": if that stays, start the instances that load it anew" : text;
    }

    /** Policies in force that the encoder's calibration does not support, each with what is wrong. */
    List<String> unsupportedPolicies() {
        List<String> unsupported = new ArrayList<>();
        new TreeMap<>(logs.galleryLogAsRead().policies())
                .forEach((key, policy) -> check.problem(PolicyRules.of(policy))
                        .ifPresent(problem -> unsupported.add("policy " + key + ": " + problem)));
        return unsupported;
    }

    /** What changes for subjects with another encoder, in words. */
    String describeLosses(String encoderId) {
        Set<String> before = subjects();
        Set<String> lost = new HashSet<>(before);
        lost.removeAll(others.subjects(encoderId));
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
