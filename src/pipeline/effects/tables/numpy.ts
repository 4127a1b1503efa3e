import type { Table } from '../table';

const UNARY = `
      abs absolute fabs negative positive sign sqrt cbrt square exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos
        arctan asin acos atan sinh cosh tanh arcsinh arccosh arctanh asinh acosh atanh floor ceil trunc rint reciprocal degrees radians
        deg2rad rad2deg isnan isinf isfinite isnat signbit spacing logical_not invert bitwise_not bitwise_invert bitwise_count conj conjugate fix isneginf isposinf`;
const BINARY = `
      add subtract multiply divide true_divide floor_divide mod remainder fmod power float_power pow maximum minimum fmax fmin hypot
        arctan2 atan2 copysign nextafter ldexp logaddexp logaddexp2 heaviside gcd lcm bitwise_and bitwise_or bitwise_xor
        left_shift right_shift bitwise_left_shift bitwise_right_shift logical_and logical_or logical_xor equal not_equal greater greater_equal less less_equal
        matmul vecdot matvec vecmat`;

/** numpy: most of its functions give a new array; here are above all those that do not, and those that draw. */
export const NUMPY: Table = {
  functions: {
    numpy: `
      # What shares the memory of its argument, or is the argument.
      reshape ravel transpose permute_dims matrix_transpose swapaxes moveaxis rollaxis squeeze expand_dims diagonal diag broadcast_to
        asarray asanyarray ascontiguousarray asfortranarray asarray_chkfinite asfarray require asmatrix mat atleast_1d
        atleast_2d atleast_3d flip fliplr flipud rot90 real imag real_if_close frombuffer from_dlpack
        ndarray: view ndarray
      trim_zeros: view
      ix_: holds tuple
      nan_to_num: like 0, new ndarray ; copy=False: view ndarray, changes 0/x=
      array: new ndarray ; copy=False: view ndarray
      astype: new ndarray ; copy=False: view ndarray
      matrix: new ndarray ; copy=False: view ndarray
      broadcast_arrays split array_split hsplit vsplit dsplit unstack: holds list
      meshgrid: new list ; copy=False: holds list
      nditer ndenumerate broadcast: holds iterator
      nested_iters: holds
      ndindex: iterator
      bmat block: new ndarray
      # What changes its arguments.
      copyto: none, changes 0/dst=
      put put_along_axis: none, changes 0/arr= 0/a=
      place: none, changes 0/arr=
      putmask: none, changes 0/a=
      fill_diagonal: none, changes 0/a=
      setbufsize seterr seterrcall set_printoptions set_string_function set_typeDict: new, setting
      getbufsize geterr geterrcall get_printoptions: new
      errstate printoptions: new
      median nanmedian: new, like 0, changes out= ; overwrite_input=True: new, changes 0/a= out=
      percentile nanpercentile quantile nanquantile: new, changes out= ; overwrite_input=True: new, changes 0/a= out=
      resize: new ndarray
      # What makes arrays of nothing but numbers.
      zeros ones empty full arange linspace logspace geomspace eye identity tri fromstring fromiter indices hanning
        hamming bartlett blackman kaiser vander: new ndarray
      zeros_like ones_like empty_like: new ndarray
      full_like: new ndarray
      copy: new ndarray
      # Files.
      load: new, reads 0/file=
      loadtxt genfromtxt: new ndarray, reads 0/fname=
      recfromcsv recfromtxt: new ndarray, reads 0/fname=
      fromfile: new ndarray, reads 0/file=
      fromregex: new ndarray, reads 0/file=
      save savez savez_compressed: none, writes 0/file=
      savetxt: none, writes 0/fname=
      memmap: new ndarray, reads 0/filename=, writes 0/filename=
      DataSource: new
      # What calls functions.
      vectorize frompyfunc: holds function, calls later
      apply_along_axis apply_over_axes fromfunction piecewise: new ndarray, calls now
      # What is not an array.
      int_ int8 int16 int32 int64 intp uint uint8 uint16 uint32 uint64 float_ float16 float32 float64 float128 longdouble double
        single half byte short intc longlong ubyte ushort uintc ulonglong bool_ bool complex64 complex128 csingle cdouble
        clongdouble str_ bytes_ datetime64 timedelta64: like 0, same scalar, constant
      object_: same
      int float str object: new
      dtype finfo iinfo result_type promote_types find_common_type min_scalar_type common_type: immutable, constant
      isscalar ndim size iscomplexobj isrealobj issubdtype issubclass_ can_cast array_equal array_equiv allclose
        shares_memory may_share_memory iterable: scalar
      shape unravel_index nonzero: tuple
      where: new tuple ; >1: new ndarray
      triu_indices tril_indices triu_indices_from tril_indices_from mask_indices diag_indices diag_indices_from: new tuple
      gradient: new
      unique histogram histogram2d histogramdd: new
      # np.divmod and the like may be given where to put what they find, as every universal function may
      divmod: new, changes 2 3 out=
      modf frexp: new, changes 1 2 out=
      array2string array_repr array_str base_repr binary_repr format_float_positional format_float_scientific typename: string
      info show_config show_runtime lookfor source: none, shows
      poly1d polynomial.Polynomial: new
      sum prod mean std var max min amax amin ptp all any argmax argmin cumsum cumprod nansum nanprod nanmean nanstd nanvar
        nanmax nanmin nancumsum nancumprod nanargmax nanargmin average count_nonzero: new, changes out=
      sort argsort argwhere flatnonzero searchsorted digitize bincount concatenate stack vstack hstack dstack column_stack
        row_stack tile repeat roll append delete insert in1d isin intersect1d union1d setdiff1d setxor1d unique_values cov
        corrcoef cross kron outer convolve correlate partition argpartition lexsort triu tril
        take take_along_axis compress select extract packbits unpackbits: new ndarray, changes out=
      choose: new ndarray, changes 2/out=
      dot inner vdot trace tensordot: new, changes out=
      # A sum over nothing is a view.
      einsum: holds, changes out=
      around round round_: like 0, new, changes 2/out=
      clip: like 0, new, changes 3/out=
      interp polyval polyfit polyadd polymul polysub polyder polyint roots diff ediff1d angle unwrap sinc i0: new, changes out=
${UNARY.slice(1)}: like 0, new, changes 1/out=
${BINARY.slice(1)}: like 0, new, changes 2/out=
      *.reduce *.accumulate *.outer *.reduceat: new ndarray, changes out=
      *.at: none, changes 0
      *: new, changes out=
    `,
    'numpy.random numpy.random.mtrand': `
      seed set_state: none, seeds numpy
      RandomState default_rng Generator: holds random-generator
      SeedSequence PCG64 MT19937 Philox SFC64 PCG64DXSM BitGenerator: holds random-generator
      get_state: new tuple, draws numpy
      shuffle: none, changes 0/x=, draws numpy
      permutation rand randn randint random random_sample ranf sample uniform normal: new, draws numpy
      choice: element, draws numpy
      get_bit_generator: element
      set_bit_generator: none, seeds numpy
      *: new, draws numpy
    `,
    'numpy.linalg numpy.fft': `
      LinAlgError: holds
      eig eigh svd qr slogdet lstsq: new tuple
      norm det cond matrix_rank: new
      diagonal matrix_transpose: view ndarray
      *: new ndarray, changes out=
    `,
    'numpy.ma': `
      put putmask: none, changes 0/a=
      ndenumerate: holds iterator
      *Error: holds
      clip: view, changes 3/out=
      round choose take compress: view, changes 2/out=
      *: view, changes out=
    `,
    'numpy.lib.stride_tricks': `
      *: view ndarray
    `,
    'numpy.lib': `
      pad: new ndarray
      format.open_memmap: new ndarray, reads 0/filename=, writes 0/filename=
    `,
    'numpy.polynomial': `
      **: new
    `,
    'numpy.testing': `
      *: none
    `,
    'numpy.char numpy.strings numpy.emath numpy.rec': `
      is* str_len: new ndarray, changes 1/out=
      add: new ndarray, changes 2/out=
      *: new ndarray
    `,
    'numpy.ctypeslib numpy.core.records': `
      *: view ndarray
    `,
  },

  methods: {
    ndarray: `
      fill put itemset setflags sort partition setfield resize __setitem__ __delitem__: none, changes receiver
      __iadd__ __isub__ __imul__ __itruediv__ __ifloordiv__ __ipow__ __imod__ __iand__ __ior__ __ixor__ __imatmul__ __ilshift__ __irshift__: same ndarray, changes receiver
      byteswap: new ndarray ; inplace=True: same ndarray, changes receiver ; inplace@0=True: same ndarray, changes receiver
      reshape ravel transpose swapaxes squeeze view diagonal getfield newbyteorder: view ndarray
      conj conjugate: view ndarray, changes 0
      round: view ndarray, changes 1/out=
      astype: new ndarray ; copy=False: view ndarray
      copy flatten repeat argsort argpartition searchsorted: new ndarray
      choose: new ndarray, changes 1/out=
      compress cumsum cumprod take: new ndarray, changes 2/out= 3/out=
      sum prod mean max min any all ptp argmax argmin: new, changes 2/out=
      std var trace: new, changes 2/out= 3/out= 4/out=
      clip: new, changes 2/out=
      dot: new ndarray, changes 1/out=
      item: scalar
      tolist: new list
      nonzero: new tuple
      tobytes tostring dumps: bytes
      tofile: none, writes 0/fid=
      dump: none, writes 0/file=
      flush: none, changes receiver
      # masked arrays
      filled compressed anom: view ndarray
      count: new
      harden_mask soften_mask unshare_mask shrink_mask: same ndarray, changes receiver
      # sparse matrices and arrays
      toarray todense tocsr tocsc tocoo tolil todok todia tobsr asformat getA getA1 getH: view ndarray
      getrow getcol power minimum maximum sqrt expm1 log1p sin tan floor ceil rint sign multiply: new ndarray
      getnnz count_nonzero: new
      eliminate_zeros sort_indices sum_duplicates prune setdiag: none, changes receiver
      __array__: view ndarray
      __getitem__: view
      __iter__: holds iterator
      __len__ __contains__ __bool__ __int__ __float__: scalar
      __str__ __repr__: string
      __copy__ __deepcopy__ __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __pow__ __matmul__ __neg__ __abs__ __eq__ __ne__ __lt__ __gt__ __le__ __ge__ __and__ __or__ __invert__: new ndarray
    `,
  },

  attributes: {
    ndarray: `
      flat: holds iterator
      data: view
      flags ctypes: element
      T mT real imag base A A1 H: view ndarray
      shape strides: tuple
      ndim size itemsize nbytes nnz device: scalar
      dtype: immutable
      mask indices indptr row col: view ndarray
      fill_value: scalar
      # a column of a record array
      *: view ndarray
    `,
    scalar: `
      T real imag: scalar, constant
      flat: iterator
      shape: tuple, constant
      dtype: immutable, constant
      *: new
    `,
  },

  values: {
    numpy: `
      pi e inf Inf nan NaN NAN Infinity euler_gamma PINF NINF little_endian: scalar
      newaxis: none
      c_ r_ s_ index_exp mgrid ogrid: immutable
      random linalg fft ma lib polynomial testing char rec: module
      __version__: string
      int_ int8 int16 int32 int64 intp uint uint8 uint16 uint32 uint64 float_ float16 float32 float64 float128 longdouble
        double single bool_ complex64 complex128 str_ bytes_ object_ datetime64 timedelta64 ndarray generic number integer
        floating inexact bool int float object str: class
    `,
    'numpy.lib': `
      stride_tricks: module
    `,
  },
};
