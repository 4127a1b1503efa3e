import type { Table } from '../table';

/**
 * What frames, series and indexes of pandas do. Until pandas 3 parts of a frame were views of it, so that is what is told here.
 * What is changed with `inplace=True` is told to be `own` where a frame is given new columns and the old ones stay as they were;
 * never of a series, because it may be the column of a frame that then changes with it.
 */
export const PANDAS_FRAMES: Table = {
  methods: {
    dataframe: `
      drop drop_duplicates dropna reset_index set_index sort_index sort_values query: new dataframe ;
        inplace=True: none, changes receiver, own
      rename rename_axis set_axis: new dataframe ; inplace=True: none, changes receiver, own ; copy=False: view dataframe
      insert isetitem: none, changes receiver, own
      pop: new series, changes receiver, own
      items: holds generator
      __iter__: new iterator
      to_dict: new dict ; into=: holds
      all any count kurt kurtosis max mean median min prod product sem skew std sum var nunique idxmax idxmin
        memory_usage value_counts: new series
      dot: new
      transpose: view dataframe
      stack: new series
      unstack: new
      clip: new dataframe, changes out= ; inplace=True: same dataframe, changes receiver
    `,
    series: `
      drop drop_duplicates dropna sort_index sort_values: new series ; inplace=True: none, changes receiver
      rename: new series ; inplace=True: same series, changes receiver ; copy=False: view series
      reset_index: new dataframe ; drop=True: new series ; inplace=True: none, changes receiver
      rename_axis set_axis: new series ; inplace=True: none, changes receiver ; copy=False: view series
      pop: element, changes receiver
      items: holds iterator
      __iter__: holds iterator
      to_dict: holds dict
      all any count kurt kurtosis max mean median min prod product sem skew std sum var nunique idxmax idxmin
        memory_usage: scalar
      value_counts: new series
      transpose: same series
      mode: new series
      dot quantile cov corr: new
      xs get asof: element
      unstack compare: new dataframe
      stack: new series
      clip: new series, changes out= ; inplace=True: same series, changes receiver
    `,
    // What both do alike; and, as a frame may be taken for a series and the other way round, what only one of them does.
    'dataframe series': `
      bfill ffill backfill pad fillna interpolate mask where replace: new, like receiver ;
        inplace=True: same, like receiver, changes receiver
      loc iloc at iat: view indexer
      eval: view ; inplace=True: none, changes receiver
      update __setitem__ __delitem__ __init__: none, changes receiver
      __iadd__ __isub__ __imul__ __itruediv__: same, like receiver, changes receiver
      head tail first last set_flags swapaxes: view, like receiver
      view ravel squeeze: view
      to_frame: view dataframe
      get xs asof __getitem__: view
      pipe: same, calls now
      to_period to_timestamp tz_localize tz_convert reindex reindex_like infer_objects astype truncate swaplevel: new, like receiver ;
        copy=False: view, like receiver
      align: holds tuple
      copy: new, like receiver ; deep=False: view, like receiver ; deep@0=False: view, like receiver
      abs add_prefix add_suffix applymap asfreq assign between case_when combine_first convert_dtypes cov
        cummax cummin cumprod cumsum describe diff droplevel reorder_levels between_time at_time filter take
        explode isin isna isnull map nlargest nsmallest notna notnull pct_change rank repeat round shift transform argsort
        select_dtypes append tshift mad: new, like receiver, calls now
      combine: holds, like receiver, calls now
      add sub subtract mul multiply div divide truediv floordiv mod pow radd rsub rmul rdiv rtruediv rfloordiv rmod rpow
        eq ne lt le gt ge __abs__ __neg__ __invert__ __add__ __sub__ __mul__ __truediv__ __pow__ __eq__ __ne__ __lt__ __le__
        __gt__ __ge__ __and__ __or__ __round__: new, like receiver
      merge: new dataframe ; copy=False: holds dataframe
      join melt pivot pivot_table compare select from_arrow from_dict from_records mode corr: new dataframe, calls now
      corrwith duplicated value_counts: new series
      sample: new, like receiver, draws numpy unless 4/random_state=
      apply agg aggregate: new, calls now
      quantile searchsorted to_xarray to_records: new
      factorize divmod rdivmod: new tuple
      to_numpy __array__: view ndarray
      unique: new ndarray
      item argmax argmin autocorr equals first_valid_index last_valid_index __len__ __contains__: scalar
      to_list tolist: new list
      keys: view index
      iteritems iterrows itertuples: holds generator
      groupby rolling expanding ewm resample: holds groupby
      plot hist boxplot: new axes, shows
      info: none, shows ; buf=: none, changes buf=
      __str__ __repr__: string
      to_csv: string ; path_or_buf@0=: none, writes 0/path_or_buf=, changes 0/path_or_buf=
      to_json: string ; path_or_buf@0=: none, writes 0/path_or_buf=, changes 0/path_or_buf=
      to_xml: string ; path_or_buffer@0=: none, writes 0/path_or_buffer=, changes 0/path_or_buffer=
      to_html to_latex to_string to_markdown: string ; buf@0=: none, writes 0/buf=, changes 0/buf=
      to_parquet to_feather to_orc to_stata to_iceberg: bytes, writes 0/path=
      to_pickle: none, writes 0/path=
      to_hdf: none, writes 0/path_or_buf=
      to_excel: none, writes 0/excel_writer=, changes 0/excel_writer=
      to_sql: new, changes 1/con=
      to_gbq to_clipboard: none, shows
    `,
    index: `
      rename set_names: view index ; inplace=True: none, changes receiver
      sort_values: view index ; return_indexer@0=True: new tuple
      append ceil day_name delete diff drop droplevel floor insert map month_name normalize repeat round shift snap
        strftime symmetric_difference to_julian_date to_period to_timestamp tz_localize tz_convert reorder_levels swaplevel
        as_unit replace add_categories remove_categories
        remove_unused_categories rename_categories reorder_categories set_categories as_ordered as_unordered from_arrays from_product from_tuples from_frame putmask: new index, calls now
      # Indexes do not change, but their names do, and those of what is the same.
      view: view
      astype copy difference drop_duplicates dropna fillna intersection ravel take union unique where infer_objects join
        get_level_values to_flat_index transpose truncate set_levels set_codes remove_unused_levels: view index
      to_frame: view dataframe
      to_series: holds series
      value_counts: new series
      to_numpy __array__: view ndarray
      argsort isin isna isnull notna notnull duplicated get_indexer get_indexer_for to_pydatetime searchsorted indexer_at_time
        indexer_between_time: new ndarray
      to_list tolist format: new list
      isocalendar: new dataframe
      all any argmax argmin equals identical is_ memory_usage nunique get_loc get_slice_bound item min max mean std asof
        equal_levels is_boolean is_categorical is_floating is_integer is_interval is_numeric is_object holds_integer
        __len__ __contains__: scalar
      factorize sortlevel reindex get_indexer_non_unique get_loc_level get_locs asof_locs slice_locs: view tuple
      slice_indexer: immutable
      groupby: new dict
      str: new
      __iter__: holds iterator
      __getitem__: view
    `,
    // Also what is rolling, expanding or resampled.
    groupby: `
      pipe: same, calls now
      online: holds groupby
      apply agg aggregate: new, calls now
      transform filter: new, calls now
      size ngroup cumcount: new series
      all any asfreq backfill bfill corr corrwith count cov cummax cummin cumprod cumsum describe diff dtypes ffill fillna first
        get_group head idxmax idxmin interpolate is_monotonic_decreasing is_monotonic_increasing kurt last mad max mean median
        min nearest nlargest nsmallest nth nunique ohlc pad pct_change prod quantile rank sem shift skew std sum tail
        take tshift unique value_counts var: new dataframe
      sample: new dataframe, draws numpy unless random_state=
      rolling expanding ewm resample __getitem__: holds groupby
      hist boxplot plot: new axes, shows
      __iter__: holds iterator
      __len__ __contains__: scalar
    `,
    // series.str, .dt, .cat, .plot and .sparse
    accessor: `
      __call__ area bar barh box boxplot density hexbin hist kde line pie scatter: new axes, shows
      rename_categories reorder_categories add_categories remove_categories remove_unused_categories set_categories as_ordered
        as_unordered: new series ; inplace=True: none, changes receiver
      extract extractall get_dummies isocalendar partition rpartition: new dataframe
      to_pydatetime: new
      *: new series, calls now
    `,
  },

  attributes: {
    'dataframe series': `
      loc iloc at iat ix: view indexer
      values: view ndarray
      array T: view
      index columns: view index
      dtypes: new
      dtype: immutable
      shape: tuple
      axes: holds list
      size ndim empty hasnans is_unique is_monotonic_increasing is_monotonic_decreasing is_monotonic nbytes: scalar
      attrs flags: element
      name: string
      str dt cat plot sparse list struct: view accessor
      style: holds
      # A column under its name.
      *: view series
    `,
    index: `
      values asi8: view ndarray
      array: view
      T: same index
      str dt: holds accessor
      names: holds list
      levels: holds list
      codes: holds
      name dtype freq tz tzinfo: immutable
      freqstr inferred_freq inferred_type resolution unit: string
      shape levshape: tuple
      dtypes: new series
      size ndim empty nbytes nlevels hasnans has_duplicates is_unique is_monotonic_increasing is_monotonic_decreasing
        is_normalized: scalar
      day day_of_week day_of_year dayofweek dayofyear days_in_month daysinmonth hour microsecond minute month nanosecond
        quarter second week weekday weekofyear year categories left right mid: new index
      date time timetz is_*: new ndarray
      *: new
    `,
    groupby: `
      groups indices: element dict
      obj: element
      dtype is_monotonic_increasing is_monotonic_decreasing: new series
      exclusions: frozenset
      ax binner: element index
      ngroups ndim: scalar
      plot str dt: holds accessor
      dtypes: new dataframe
      nth: holds
      # The groups of one column.
      *: holds groupby
    `,
    accessor: `
      categories: view index
      ordered: scalar
      plot: holds accessor
      tz freq unit: immutable
      *: new series
    `,
    indexer: `
      *: element
    `,
  },
};
