import type { Table } from '../table';

/** scipy: nearly all of it gives something new; what draws, what reads files, what keeps or changes its arguments. */
export const SCIPY: Table = {
  functions: {
    'scipy.stats': `
      # A distribution that is given its parameters; its methods are those of an estimator that draws only when it samples.
      **.rvs: new ndarray, draws numpy unless random_state=
      **.resample: new ndarray, draws numpy unless seed=
      **.fit: new tuple
      gaussian_kde: holds estimator
      rv_histogram rv_continuous rv_discrete: holds estimator
      bootstrap permutation_test monte_carlo_test power: new, calls now, draws numpy unless random_state= ; rng=: new, changes rng=
      ortho_group.* special_ortho_group.* random_correlation.*: new ndarray, draws numpy unless random_state=
      qmc.*: holds estimator
      goodness_of_fit: new, draws numpy unless random_state=
      norm uniform expon beta gamma lognorm t chi2 f binom poisson bernoulli geom nbinom hypergeom randint loguniform
        reciprocal truncnorm halfnorm multivariate_normal dirichlet wishart multinomial weibull_min weibull_max pareto
        cauchy laplace logistic rayleigh triang powerlaw gumbel_r gumbel_l genextreme invgamma erlang exponnorm
        skewnorm burr levy vonmises: holds estimator
      **: new
    `,
    'scipy.sparse': `
      csr_matrix csc_matrix coo_matrix lil_matrix dok_matrix dia_matrix bsr_matrix csr_array csc_array coo_array lil_array
        dok_array dia_array bsr_array: view ndarray
      load_npz: new ndarray, reads 0/file=
      save_npz: none, writes 0/file=
      random rand random_array: new ndarray, draws numpy unless random_state= ; rng=: new ndarray, changes rng=
      issparse isspmatrix isspmatrix_*: scalar
      linalg.eigs linalg.eigsh linalg.svds linalg.lobpcg: new tuple, draws numpy unless random_state=
      *Warning *Error: holds
      find: new tuple
      permute_dims swapaxes expand_dims spdiags: view
      linalg.aslinearoperator linalg.LinearOperator: holds
      linalg.*: new
      csgraph.connected_components: new tuple
      csgraph.*: new
      *: new ndarray
    `,
    'scipy.io': `
      loadmat: new dict, reads 0/file_name=
      savemat: none, writes 0/file_name=
      whosmat: new list, reads 0/file_name=
      mmread mminfo: new, reads 0/source=
      mmwrite: none, writes 0/target=
      wavfile.read: new tuple, reads 0/filename=
      wavfile.write: none, writes 0/filename=
      arff.loadarff: new tuple, reads 0/f=
      netcdf_file: file, reads 0/filename= ; mode@1~wa: file, writes 0/filename=
      readsav: new dict, reads 0/file_name=
    `,
    'scipy.optimize': `
      basinhopping differential_evolution dual_annealing shgo: new, calls now, draws numpy unless seed= ; rng=: new, calls now, changes rng=
      OptimizeResult Bounds LinearConstraint NonlinearConstraint: holds
      curve_fit linear_sum_assignment: new tuple, calls now
      brentq bisect newton fsolve ridder toms748 golden fminbound: new, calls now
      *: new, calls now
    `,
    'scipy.cluster': `
      hierarchy.dendrogram: new dict, shows
      hierarchy.ClusterNode hierarchy.DisjointSet: holds
      hierarchy.*: new ndarray
      vq.kmeans vq.kmeans2: new tuple, draws numpy unless seed= ; rng=: new tuple, changes rng=
      vq.*: new
    `,
    'scipy.spatial': `
      KDTree cKDTree ConvexHull Delaunay Voronoi: holds estimator
      distance.squareform: view ndarray
      distance.cdist distance.pdist: new ndarray, calls now, changes out=
      distance.*: new
      transform.Rotation.random: new, draws numpy unless 1/random_state=
      transform.*: new
      **: new
    `,
    'scipy.interpolate': `
      splrep: new tuple
      splev griddata interpn barycentric_interpolate pchip_interpolate: new ndarray
      *: holds estimator
    `,
    'scipy.linalg': `
      *Error *Warning: holds
      clarkson_woodruff_transform: new ndarray, draws numpy unless 2/seed=
      det: new ; overwrite_a@1=True: new, changes 0/a=
      solveh_banded: new ; overwrite_ab@2=True: new, changes 0/ab=
      hessenberg lu lu_factor ldl schur qz: view ; overwrite_a=True: view, changes 0/a=
      *: new ; overwrite_a=True: new, changes 0/a= ; overwrite_b=True: new, changes 1/b= ; overwrite_x=True: new, changes 0/x=
    `,
    'scipy.fft scipy.fftpack': `
      *: new ndarray ; overwrite_x=True: new ndarray, changes 0/x=
    `,
    'scipy.special': `
      *Error *Warning: holds
      *: new, changes out=
    `,
    'scipy.signal': `
      find_peaks butter cheby1 spectrogram stft welch periodogram: new tuple
      detrend: new ndarray ; overwrite_data=True: new ndarray, changes 0/data=
      windows.*: new ndarray
      ZerosPolesGain TransferFunction StateSpace lti dlti cont2discrete freqs freqz BadCoefficients: holds
      *: new
    `,
    'scipy.ndimage': `
      **: new, changes output= 2 3 4
    `,
    'scipy.integrate': `
      *: new, calls now
    `,
    'scipy.misc scipy.datasets': `
      imread: new ndarray, reads 0/name=
      *: new
    `,
    'scipy.constants': `
      *: scalar, constant
    `,
    scipy: `
      rand randn: new, draws numpy
      *: new
    `,
  },

  values: {
    scipy: `
      stats sparse io optimize cluster spatial interpolate linalg fft fftpack special signal ndimage integrate misc
        datasets constants: module
      pi: scalar
      __version__: string
    `,
    'scipy.constants': `
      *: scalar
    `,
    'scipy.io': `
      wavfile arff: module
    `,
    'scipy.stats': `
      mstats qmc: module
    `,
    'scipy.cluster': `
      hierarchy vq: module
    `,
    'scipy.spatial': `
      distance transform: module
    `,
    'scipy.sparse': `
      linalg csgraph: module
    `,
  },
};
