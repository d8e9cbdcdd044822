package io.siamese.trainer.model;

/** Says how the two twins are joined. All but {@link #TIED} are experiments: there is no single encoder to export. */
public enum Twinning {
    /** One block, two forward calls, one list of parameters. */
    TIED,
    /** Two blocks that start with the same numbers, and learn each from its own gradient. */
    UNTIED_EQUAL,
    /** Two blocks that start with numbers drawn apart. */
    UNTIED_DIFFERENT
}
