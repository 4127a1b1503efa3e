import type { Table } from '../table';

/**
 * Plots that a browser draws. Unlike those of matplotlib these figures can be stored, so they are of no kind that cannot; what
 * changes them is known by its name.
 */
export const PLOTTING_WEB: Table = {
  functions: {
    plotly: `
      express.data.*: new dataframe
      express.colors.** colors.**: new
      express.set_mapbox_access_token: none, setting
      express.*: new
      graph_objects.* graph_objs.*: holds
      graph_objs.** graph_objects.**: holds
      subplots.make_subplots tools.make_subplots figure_factory.* tools.*: new
      offline.init_notebook_mode offline.enable_mpl_offline: none, setting
      offline.plot offline.iplot plotly.iplot plotly.plot iplot: new, shows
      io.show: none, shows
      io.write_image io.write_html io.write_json: none, writes 1/file=
      io.read_json: new, reads 0/file=
      io.to_html io.to_json: string
      io.templates.*: new, setting
      io.renderers.**: new, setting
      data.*: new dataframe
    `,
    'chart_studio.plotly': `
      iplot plot: new, shows
    `,
    cufflinks: `
      go_offline set_config_file: none, setting
    `,
    bokeh: `
      io.output_notebook plotting.output_notebook io.output_file plotting.output_file io.reset_output
        io.curdoc: none, setting
      io.show plotting.show: none, shows
      plotting.figure: new figure, shows
      io.save plotting.save: none, writes 1/filename=
      io.export_png: none, writes filename=
      models.ColumnDataSource models.sources.ColumnDataSource plotting.ColumnDataSource: holds
      layouts.*: holds figure, shows
      transform.*: new
      palettes.*: new
      sampledata.**: new dataframe
      models.**: holds
    `,
    altair: `
      Chart: holds
      data_transformers.* renderers.* themes.*: none, setting
      layer hconcat vconcat concat: holds
      *: new
    `,
    folium: `
      Map: new
      **: holds
    `,
    holoviews: `
      extension: none, setting
      *: holds
    `,
    hvplot: `
      extension: none, setting
    `,
    wordcloud: `
      WordCloud: holds
      STOPWORDS: new set
      ImageColorGenerator: holds
    `,
    missingno: `
      *: new axes, shows
    `,
    graphviz: `
      Source Digraph Graph: new
    `,
    plotnine: `
      *: holds
    `,
    yellowbrick: `
      **: holds artist, shows
    `,
  },

  methods: {
    unknown: `
      update_layout update_traces update_xaxes update_yaxes update_annotations update_coloraxes update_geos update_mapboxes
        update_polars update_scenes update_shapes add_trace add_traces add_annotation add_hline add_vline add_hrect add_vrect
        add_shape add_scatter add_bar add_histogram add_layout_image for_each_trace for_each_annotation set_subplots
        batch_update: same, changes receiver
      iplot: new, shows
      write_html write_image write_json: none, writes 0/file=
      to_html to_plotly_json: new
      # Stylers of frames are of no kind either.
      background_gradient bar_ highlight_max highlight_min highlight_null highlight_between set_caption set_precision set_properties
        set_table_styles set_table_attributes format_index hide hide_index hide_columns text_gradient applymap_index
        set_sticky set_td_classes set_tooltips set_uuid: same, changes receiver, calls now
      # Charts of Altair are made anew with each call.
      mark_* encode_* configure_* transform_* interactive properties facet: holds
      add_child add_to: same, changes receiver 0
      # Clouds of words
      generate generate_from_text generate_from_frequencies fit_words recolor: same, changes receiver
      to_array: new ndarray
      to_file: none, writes 0/filename=
      to_image: new
    `,
  },
};
