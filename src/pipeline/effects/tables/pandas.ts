import type { Table } from '../table';

/** The functions of pandas: what reads, makes and joins frames. */
export const PANDAS: Table = {
  functions: {
    pandas: `
      read_csv read_table read_fwf: new dataframe, reads 0/filepath_or_buffer= ; chunksize=: iterator, reads 0/filepath_or_buffer= ;
        iterator=True: iterator, reads 0/filepath_or_buffer=
      read_excel: new dataframe, reads 0/io= ; sheet_name@1=False: new, reads 0/io=
      read_json: new dataframe, reads 0/path_or_buf= ; chunksize=: iterator, reads 0/path_or_buf=
      read_html: new list, reads 0/io=
      read_hdf: new dataframe, reads 0/path_or_buf=
      read_stata read_pickle: new dataframe, reads 0/filepath_or_buffer=
      read_sas: new dataframe, reads 0/filepath_or_buffer= ; chunksize=: iterator, reads 0/filepath_or_buffer=
      read_parquet read_feather read_orc read_spss: new dataframe, reads 0/path=
      read_xml: new dataframe, reads 0/path_or_buffer=
      read_sql read_sql_query read_sql_table: new dataframe, changes 1/con= ; chunksize=: iterator, changes 1/con=
      read_gbq read_clipboard: new dataframe
      ExcelFile: holds file, reads 0/path_or_buffer=
      ExcelWriter: file, writes 0/path=
      HDFStore: file, reads 0/path=, writes 0/path=
      to_pickle: none, writes 1/filepath_or_buffer=
      DataFrame: view dataframe ; copy=True: new dataframe
      Series: view series ; copy=True: new series
      Index RangeIndex Int64Index UInt64Index Float64Index CategoricalIndex IntervalIndex DatetimeIndex TimedeltaIndex
        PeriodIndex MultiIndex: view index
      date_range bdate_range period_range timedelta_range interval_range: new index
      Categorical array arrays.*: view ndarray
      Timestamp Timedelta Period: datetime, constant
      datetime: datetime, constant
      NaT: datetime
      tseries.holiday.*: immutable, constant
      DateOffset offsets.* tseries.offsets.* tseries.frequencies.*: immutable, constant
      CategoricalDtype DatetimeTZDtype IntervalDtype PeriodDtype SparseDtype StringDtype Int*Dtype UInt*Dtype Float*Dtype
        BooleanDtype ArrowDtype api.types.CategoricalDtype api.types.pandas_dtype: immutable, constant
      Interval: immutable, constant
      col NamedFunc Grouper NamedAgg Flags: holds
      concat: new dataframe ; copy=False: view dataframe
      merge: new dataframe ; copy=False: view dataframe
      merge_asof merge_ordered get_dummies from_dummies crosstab pivot pivot_table melt wide_to_long lreshape json_normalize
        io.json.json_normalize io.json.*: new dataframe
      cut qcut: new series, like 0 ; retbins=True: new tuple
      to_numeric: view, like 0
      to_datetime to_timedelta: new, like 0
      isna isnull notna notnull: new, like 0
      unique: new
      value_counts: new series
      factorize: new tuple
      # It looks for the variables of whoever calls it.
      eval: refuses namespace
      infer_freq: string
      set_option reset_option set_eng_float_format describe_option: none, setting
      options.display.* options.*.*: new, setting
      get_option: new
      option_context: new
      show_versions: none, shows
      test: none
      api.types.*: scalar
      api.indexers.*: holds
      testing.*: none
      util.testing.* _testing.*: new dataframe
      errors.*: holds
      plotting.bootstrap_plot: new figure, shows, draws python
      plotting.register_matplotlib_converters plotting.deregister_matplotlib_converters: none, setting
      plotting.* tools.plotting.*: new axes, shows
      core.common.*: setting
    `,
    'pandas.DataFrame pandas.core.frame.DataFrame': `
      from_dict from_records: new dataframe
      from_arrow: new dataframe
    `,
    'pandas.MultiIndex pandas.Index pandas.IntervalIndex': `
      from_arrays from_product from_tuples from_frame from_breaks: new index
    `,
    'pandas.Timestamp pandas.Timedelta': `
      now today utcnow: datetime
      fromtimestamp fromisoformat strptime combine fromordinal: datetime, constant
    `,
    'pandas.Categorical': `
      from_codes: new series
    `,
  },

  methods: {
    // Readers of files in parts, of workbooks and of HDF.
    file: `
      parse select get get_chunk keys book save append put remove: new, changes receiver
    `,
    iterator: `
      get_chunk: new dataframe, changes receiver
    `,
  },

  attributes: {
    file: `
      sheet_names: new list
    `,
  },

  values: {
    pandas: `
      NA: immutable
      NaT: datetime
      options api tseries offsets plotting testing errors: module
      __version__: string
      DataFrame Series Index Timestamp Timedelta: class
    `,
  },
};
