package io.siamese.trainer.run;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Collects how embeddings of one and the same class differ: their covariance around the mean of their class, over many classes.
 * Not thread-safe.
 */
final class WithinClassCovariance {

    private final int dimension;
    private final DMatrixRMaj sum;

    /** @param dimension of the embeddings, D */
    WithinClassCovariance(int dimension) {
        this.dimension = dimension;
        this.sum = new DMatrixRMaj(dimension, dimension);
    }

    /** Adds the images of a class, float {@code [images, D]}. A class of one image adds nothing. */
    void addClass(float[][] embeddings) {
        DMatrixRMaj centred = new DMatrixRMaj(embeddings.length, dimension);
        for (int number = 0; number < dimension; number++) {
            double mean = 0;
            for (float[] embedding : embeddings) {
                mean += (double) embedding[number] / embeddings.length;
            }
            for (int image = 0; image < embeddings.length; image++) {
                centred.set(image, number, embeddings[image][number] - mean);
            }
        }
        CommonOps_DDRM.multAddTransA(centred, centred, sum);
    }

    /**
     * The map that brings differences within a class nearer to one length in all directions: {@code (share · S / s + (1 − share) ·
     * I)^(−1/2)}, with S the covariance and s the mean of its diagonal. Within-class covariance normalisation of Hatch, Kajarekar and
     * Stolcke 2006, with a covariance that is shrunk towards the identity I. The map is symmetric, and the identity where
     * no two images of a class differ.
     *
     * @param share from 0, which gives the identity, to less than 1
     * @return row-major {@code [D, D]}
     */
    double[] whiteningMap(double share) {
        double scale = CommonOps_DDRM.trace(sum) / dimension;
        DMatrixRMaj shrunk = CommonOps_DDRM.identity(dimension);
        if (scale > 0) {
            CommonOps_DDRM.add(1 - share, shrunk, share / scale, sum, shrunk);
        }
        return inverseRoot(shrunk).getData();
    }

    /** Of a symmetric positive definite matrix. */
    private DMatrixRMaj inverseRoot(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(dimension, true, true);
        if (!eigen.decompose(matrix)) {
            throw new IllegalStateException("the covariance of the embeddings has no eigenvalues that could be found");
        }
        DMatrixRMaj root = new DMatrixRMaj(dimension, dimension);
        for (int i = 0; i < dimension; i++) {
            DMatrixRMaj direction = eigen.getEigenVector(i);
            CommonOps_DDRM.multAddTransB(1 / Math.sqrt(eigen.getEigenvalue(i).getReal()), direction, direction, root);
        }
        return root;
    }
}
