import type { Table } from '../table';

/** seaborn: plots of one axes and of whole figures, styles, palettes. */
export const SEABORN: Table = {
  functions: {
    seaborn: `
      set set_theme set_style set_context set_palette set_color_codes reset_defaults reset_orig: none, setting
      axes_style plotting_context: new dict
      color_palette hls_palette husl_palette light_palette dark_palette diverging_palette blend_palette cubehelix_palette
        mpl_palette xkcd_palette crayon_palette choose_*: new list
      palplot dogplot: none, shows
      load_dataset: new dataframe
      get_dataset_names: new list
      get_data_home: string
      despine move_legend: none, shows
      desaturate saturate set_hls_values: new tuple
      relplot displot pairplot jointplot clustermap FacetGrid PairGrid JointGrid: new figure, shows, calls now
      # Points are spread at random, in a catplot that is not of another kind (bar, box, violin, swarm).
      stripplot: new axes, shows, draws numpy
      catplot factorplot: new figure, shows, calls now, draws numpy ; kind~bow: new figure, shows, calls now
      lmplot: new figure, shows, calls now ; x_jitter=: new figure, shows, draws numpy ; y_jitter=: new figure, shows, draws numpy
      regplot: new axes, shows, calls now ; x_jitter=: new axes, shows, draws numpy ; y_jitter=: new axes, shows, draws numpy
      *plot *map tsplot: new axes, shows, calls now
      algorithms.bootstrap: new ndarray, calls now
      utils.*: new
      objects.*: new artist, shows
      cm.*: immutable
    `,
  },

  values: {
    seaborn: `
      __version__: string
      cm utils objects: module
    `,
  },
};
