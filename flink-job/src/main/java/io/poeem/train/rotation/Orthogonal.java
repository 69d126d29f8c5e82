package io.poeem.train.rotation;

import io.poeem.state.model.Rotation;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Orthogonal matrices, (d, d) by rows, in double; one thread and plain Java, so that equal input gives equal bits. */
public final class Orthogonal {

    private Orthogonal() {}

    /** I. */
    public static double[] identity(int dims) {
        double[] identity = new double[dims * dims];
        for (int i = 0; i < dims; i++) {
            identity[i * dims + i] = 1;
        }
        return identity;
    }

    /**
     * The orthogonal matrix that is nearest to M, and the one that makes tr(RᵀM) largest: UVᵀ of M = USVᵀ. Of M = xᵀt it is
     * the solution of the orthogonal Procrustes problem, argmin_R ||xR - t||² (Schönemann 1966).
     *
     * @param m (d, d) of finite numbers, not changed; of any rank
     * @throws ArithmeticException if the decomposition does not converge
     */
    public static double[] nearest(double[] m, int dims) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(dims, dims, true, true, true);
        if (!svd.decompose(DMatrixRMaj.wrap(dims, dims, m.clone()))) {
            throw new ArithmeticException(
                    "the singular value decomposition of a matrix of " + dims + " dimensions did not converge");
        }
        DMatrixRMaj nearest = new DMatrixRMaj(dims, dims);
        CommonOps_DDRM.mult(svd.getU(null, false), svd.getV(null, true), nearest);
        return nearest.data;
    }

    /** R in float, as it is used and published. */
    public static Rotation toRotation(double[] r, int dims) {
        float[] matrix = new float[r.length];
        for (int i = 0; i < r.length; i++) {
            matrix[i] = (float) r[i];
        }
        return Rotation.of(matrix, dims);
    }

    /** ||RᵀR - I||, Frobenius, of R in float. */
    public static double error(Rotation rotation) {
        return error(toDoubles(rotation), rotation.dims());
    }

    static double[] toDoubles(Rotation rotation) {
        float[] matrix = rotation.matrix();
        double[] r = new double[matrix.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = matrix[i];
        }
        return r;
    }

    /** ||RᵀR - I||, Frobenius. */
    static double error(double[] r, int dims) {
        double[] product = transposedProduct(r, r, dims);
        double sum = 0;
        for (int i = 0; i < dims; i++) {
            for (int j = 0; j < dims; j++) {
                double difference = product[i * dims + j] - (i == j ? 1 : 0);
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    /** AᵀB; each element is summed over the rows in ascending order. */
    static double[] transposedProduct(double[] a, double[] b, int dims) {
        double[] product = new double[dims * dims];
        for (int row = 0; row < dims * dims; row += dims) {
            for (int i = 0; i < dims; i++) {
                double factor = a[row + i];
                int to = i * dims;
                for (int j = 0; j < dims; j++) {
                    product[to + j] += factor * b[row + j];
                }
            }
        }
        return product;
    }
}
