import type { Table } from '../table';

/** matplotlib. Figures and what is in them cannot be stored, so all that matters is what is a figure, a file, a setting. */
export const MATPLOTLIB: Table = {
  functions: {
    'matplotlib.pyplot': `
      figure gcf: new figure, shows
      subplots: tuple(figure axes), shows
      subplot_mosaic: tuple(figure dict), shows
      subplot axes gca subplot2grid twinx twiny polar: new axes, shows
      savefig: none, writes 0/fname=
      imsave: none, writes 0/fname=
      imread: new ndarray, reads 0/fname=
      show draw draw_if_interactive close clf cla pause tight_layout: none, shows
      ion ioff: new, setting
      rc rcdefaults switch_backend style.use style.reload_library set_cmap set_loglevel viridis plasma inferno magma jet hot
        gray cool bone copper flag hsv pink prism spring summer autumn winter spectral nipy_spectral xkcd: none, setting
      rcParams.update rcParams.__setitem__ rcParamsDefault.update: none, setting
      rcParams.get rcParams.copy rcParams.keys: new
      rc_context style.context: new
      get_cmap: immutable, constant
      cm.*: immutable, constant
      colormaps: new list
      hist: tuple(ndarray ndarray artist), shows
      hist2d: tuple(ndarray ndarray ndarray artist), shows
      magnitude_spectrum phase_spectrum angle_spectrum: tuple(ndarray ndarray artist), shows
      specgram: tuple(ndarray ndarray ndarray artist), shows
      psd csd cohere: tuple(ndarray ndarray artist), shows
      acorr xcorr: tuple(ndarray ndarray artist artist), shows
      xlim ylim axis: new tuple, shows
      xticks yticks: tuple(ndarray artist), shows
      figaspect get_scale_names get_plot_commands: new
      get_fignums get_figlabels: new list
      fignum_exists isinteractive: scalar
      getp get get_backend: new
      setp: new, shows
      ginput waitforbuttonpress connect disconnect: new, shows
      Figure: new figure
      Axes Subplot: new axes
      GridSpec Line2D Circle Rectangle Polygon Arrow Text Annotation Normalize *Locator *Formatter: holds artist
      *: new artist, shows
    `,
    'matplotlib.style': `
      use reload_library: none, setting
      context: new
    `,
    matplotlib: `
      use rc rcdefaults rc_file_defaults rc_file interactive set_loglevel: none, setting
      rcParams.update: none, setting
      rc_context get_backend get_cachedir get_configdir get_data_path matplotlib_fname: new
      font_manager.fontManager.addfont font_manager._rebuild font_manager._load_fontmanager: none, setting
      font_manager.FontProperties: new
      font_manager.**: new
      colors.to_hex colors.rgb2hex: string, constant
      colors.to_rgb colors.to_rgba colors.hex2color: tuple, constant
      colors.to_rgba_array: new ndarray
      colors.*.from_list: immutable, constant
      colors.*: holds
      cycler: immutable, constant
      tri.*: holds
      cm.get_cmap colormaps.get_cmap: immutable, constant
      cm.ScalarMappable: holds artist
      cm.*: immutable, constant
      colormaps.register cm.register_cmap: none, setting
      dates.date2num dates.num2date dates.datestr2num: new
      dates.* ticker.*: holds artist
      figure.Figure: new figure
      axes.Axes: new axes
      patches.* lines.* text.* collections.* path.* gridspec.* transforms.* legend.* offsetbox.* image.AxesImage
        table.* patheffects.* markers.* spines.* cbook.*: holds artist
      image.imread: new ndarray, reads 0/fname=
      image.imsave: none, writes 0/fname=
      animation.*: holds artist, calls now, shows
      backends.backend_pdf.PdfPages: file, writes 0/filename=
      widgets.*: holds artist
      lines.Line2D: holds artist
    `,
    mpl_toolkits: `
      mplot3d.Axes3D: new axes, shows
      **: new axes, shows
    `,
  },

  methods: {
    figure: `
      savefig write_image: none, changes receiver, writes 0/fname= ; path_or_buf=: none, changes receiver, writes path_or_buf=
      add_subplot add_axes gca subplots subplot_mosaic add_gridspec: new axes, changes receiver, shows
      get_axes: new list
      show draw tight_layout: none, changes receiver, shows
      get_size_inches get_figwidth get_figheight get_dpi: new, changes receiver
      # Grids of seaborn
      map map_dataframe map_diag map_offdiag map_upper map_lower plot plot_joint plot_marginals: same figure, changes receiver, calls now, shows
      *: new artist, changes receiver, shows
    `,
    axes: `
      hist: tuple(ndarray ndarray artist), changes receiver, shows
      twinx twiny inset_axes secondary_xaxis secondary_yaxis: new axes, changes receiver, shows
      get_figure: new figure
      get_legend_handles_labels: new tuple, changes receiver
      # An array of axes
      flatten ravel reshape transpose: same axes
      tolist: same axes
      get_xlim get_ylim get_xbound get_ybound: new tuple
      get_title get_xlabel get_ylabel: string
      set_title set_xlabel set_ylabel text annotate legend: new artist, changes receiver, shows
      *: new artist, changes receiver, shows
    `,
    artist: `
      get_height get_width get_x get_y get_facecolor get_edgecolor get_color get_text get_label get_position get_data
        get_xdata get_ydata get_offsets: new
      save: none, changes receiver, writes 0/filename=
      to_jshtml to_html5_video: string, changes receiver
      *: new artist, changes receiver, shows
    `,
  },

  attributes: {
    figure: `
      axes: new axes
      number dpi: scalar
      ax ax_joint ax_marg_x ax_marg_y axes_dict: new axes
      fig figure: same figure
      *: new artist
    `,
    axes: `
      flat T: same axes
      figure: new figure
      shape: tuple
      size ndim: scalar
      *: new artist
    `,
    artist: `
      axes ax_: new axes
      figure figure_: new figure
      *: new artist
    `,
  },

  values: {
    'matplotlib.pyplot matplotlib': `
      rcParams rcParamsDefault: dict
      style cm colors ticker dates pyplot font_manager patches lines: module
      __version__: string
    `,
    'matplotlib.style': `
      available: list
      library: dict
    `,
    'matplotlib.cm matplotlib.pyplot.cm': `
      viridis plasma inferno magma cividis jet hot coolwarm bwr seismic gray Greys Blues Reds Greens Oranges Purples RdBu
        RdYlGn RdYlBu YlGnBu YlOrRd Spectral PuOr BrBG PiYG tab10 tab20 tab20b tab20c Set1 Set2 Set3 Pastel1 Pastel2 Accent
        Dark2 Paired rainbow hsv twilight cool winter summer autumn spring bone copper pink turbo terrain ocean: immutable
    `,
    'matplotlib.colors': `
      TABLEAU_COLORS CSS4_COLORS BASE_COLORS XKCD_COLORS: dict
    `,
  },
};
