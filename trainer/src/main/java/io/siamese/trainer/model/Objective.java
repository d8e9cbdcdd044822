package io.siamese.trainer.model;

/**
 * Says what training minimises.
 *
 * @param loss over the embeddings of both twins
 * @param scale multiplies cosines (softmax) or squared distances (prototypes); the others do not read it
 * @param margin taken off the cosine of partners, in [0, 1) (softmax); the distance non-mated pairs are pushed to, up to 2
 *     (contrastive); the least difference of squared distances (triplet); prototypes do not read it
 * @param pooled share of the softmax, in [0, 1], in which a mated pair is compared with all non-mated pairs of the batch
 */
public record Objective(Loss loss, double scale, double margin, double pooled) {

    /** What users may ask for. */
    public enum Loss {
        SOFTMAX(0.3),
        CONTRASTIVE(1),
        TRIPLET(0.2),
        PROTOTYPES(0);

        private final double margin;

        Loss(double margin) {
            this.margin = margin;
        }

        /** The margin where the user names none: measured for softmax, the papers' own otherwise. */
        public double defaultMargin() {
            return margin;
        }
    }

    public Objective {
        double most = loss == Loss.SOFTMAX || loss == Loss.PROTOTYPES ? 1 : 4;
        if (!(scale > 0) || !(margin >= 0 && margin < most)) {
            throw new IllegalArgumentException(
                    "objective: scale > 0 and 0 <= margin < " + (int) most + ", got " + scale + " and " + margin);
        }
        if (!(pooled >= 0 && pooled <= 1) || pooled > 0 && loss != Loss.SOFTMAX) {
            throw new IllegalArgumentException(
                    "objective: pooled is a share of the softmax from 0 to 1, got " + pooled);
        }
    }

    /** Nothing pooled. */
    public Objective(Loss loss, double scale, double margin) {
        this(loss, scale, margin, 0);
    }

    /** The symmetric softmax. */
    public Objective(double scale, double margin) {
        this(Loss.SOFTMAX, scale, margin);
    }

    /** Scale 14, margin 0.3: after 1,500 steps, 27.9 % false non-matches at an FMR of 1 % instead of 30.2 % without margin. */
    public static Objective standard() {
        return new Objective(14, 0.3);
    }

    /** Half of the loss compares with all pairs of the batch, because photographs are told apart by one threshold for all. */
    public static Objective forPhotos() {
        return new Objective(Loss.SOFTMAX, 14, 0.1, 0.5);
    }

    PairedLoss function() {
        return switch (loss) {
            case SOFTMAX -> softmax();
            case CONTRASTIVE -> new ContrastiveLoss(margin);
            case TRIPLET -> new SemiHardTriplets(margin);
            case PROTOTYPES -> new PrototypicalLoss(scale);
        };
    }

    private PairedLoss softmax() {
        PairedLoss own = new SymmetricSoftmax(scale, margin);
        PairedLoss all = new PooledSoftmax(scale, margin);
        return pooled == 0
                ? own
                : (a, b, classes) -> own.computeLoss(a, b, classes)
                        .mul((float) (1 - pooled))
                        .add(all.computeLoss(a, b, classes).mul((float) pooled));
    }

    /** Checkpoints name their run by this text: it stays what it was before there was a choice of losses. */
    @Override
    public String toString() {
        String chosen = loss == Loss.SOFTMAX ? "" : "loss=" + loss + ", ";
        return "Objective[" + chosen + "scale=" + scale + ", margin=" + margin
                + (pooled == 0 ? "" : ", pooled=" + pooled) + "]";
    }
}
