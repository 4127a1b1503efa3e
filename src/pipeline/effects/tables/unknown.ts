import type { Table } from '../table';

/**
 * Methods and attributes of objects whose kind is not known, where their names do not speak for themselves: a name that is
 * not here does what any of the kinds that have it does. What may change its receiver is taken to do so, unless that is
 * the rare case.
 */
export const UNKNOWN: Table = {
  methods: {
    unknown: `
      # Copies of lists share what is in them; of all else that has this method they share nothing.
      copy deepcopy clone: new, like receiver
      get: element
      items keys values: holds iterator
      # Text, frames and times, not paths.
      replace rename: new, like receiver ; inplace=True: none, changes receiver
      join index count format strip find title: new
      # Of a text it is a list; of a tensor it would be parts of it, of a splitter pairs.
      split: holds
      # Frames and series rather than indexes; statements that change counters, variables of a network and archives.
      fillna ffill bfill where mask dropna drop_duplicates: new, like receiver ; inplace=True: same, like receiver, changes receiver
      astype unique difference union intersection repeat take: new
      groupby resample rolling: holds groupby
      assign: new ; >0: same, changes receiver
      subtract extract extractall: new ; statement: none, changes receiver
      # Frames, executors and datasets.
      filter map apply transform: new, calls now
      sample: new, draws numpy unless 4/random_state=
      # Figures and frames: whoever draws on a figure shows it, and figures are not carried from step to step.
      plot hist boxplot scatter bar barh pie imshow fill_between errorbar contour contourf pcolormesh violinplot axhline axvline axhspan
        axvspan hlines vlines annotate text legend grid tick_params ticklabel_format set_title set_xlabel set_ylabel set_zlabel
        set_xlim set_ylim set_xticks set_yticks set_xticklabels set_yticklabels set_xscale set_yscale set_aspect
        set_axis_off suptitle tight_layout subplots_adjust invert_yaxis invert_xaxis autofmt_xdate colorbar bar_label
        set_axisbelow margins twinx add_patch set_major_formatter set_major_locator set_minor_formatter
        set_minor_locator set_ticks set_ticklabels set_zlim set_alpha set_linewidth set_linestyle set_position set_clim
        set_axis_labels set_ylabels set_xlabels set_titles set_fontsize set_visible set_rotation set_size_inches
        axis set add_artist add_subplot add_axes view_init scatter3D plot3D plot_surface plot_wireframe plot_trisurf contour3D matshow
        pcolor gca add_legend add_collection add_collection3d tick_bottom tick_left add_line set_label semilogx semilogy loglog
        hist2d hexbin quiver streamplot arrow axline stackplot step_plot eventplot triplot specgram table clabel
        secondary_xaxis inset_axes label_outer locator_params set_facecolor set_color: new artist, shows
      savefig: none, writes 0/fname=
      show: none, shows
      info debug warning error critical exception: none, shows
      summary: new, shows
      # As statements these change lists and arrays; where what they give is used they are those of pictures and frames.
      resize: new ; statement: none, changes receiver
      rotate transpose round: new ; statement: new, changes receiver
      insert remove extend append add discard update clear sort reverse: new, changes receiver
      pop: element, changes receiver ; >1: holds, changes receiver
      sort_values sort_index: new, like receiver ; inplace=True: none, changes receiver
      eval: same, changes receiver, deep ; >0: view ; inplace=True: none, changes receiver
      fit: same, changes receiver, deep, calls now, draws numpy, through
      predict predict_proba decision_function score: new
      set_*: new, changes receiver
      get_*: element
      is_* has_*: scalar
      to_list to_numpy: new
      # Whether it is a model's or a table's
      save: none, writes 0/filename= ; fp=: none, writes fp=
      close flush open write writelines read readline readlines: new, changes receiver
      execute commit cursor: new, changes receiver
      start terminate acquire release submit shutdown: new, changes receiver
      lower upper startswith endswith encode decode: new
      date time strftime isoformat weekday total_seconds timestamp: new
      sum mean std var min max median prod any all argmax argmin cumsum nunique describe abs dot item: new
      shuffle: new, changes receiver 0
      choice: holds, changes receiver
      group groups: new
      tolist: new list
      __init__: none, changes receiver
      __call__: new ; statement: new, changes receiver, deep
    `,
  },

  attributes: {
    unknown: `
      shape: tuple
      ndim size nbytes: scalar
      dtype dtypes: new
      values: view
      T: view
      columns index: view index
      loc iloc at iat: view indexer
      str dt cat: view accessor
      data target: element
      *_: element
    `,
  },
};
