import type { Table } from '../table';

/** What notebooks use around their data: Jupyter, downloads, stores, progress bars, graphs, algebra, other frames. */
export const DATA_TOOLS: Table = {
  functions: {
    IPython: `
      display.display core.display.display: none, shows
      display.clear_output core.display.clear_output: none, shows
      display.set_matplotlib_formats display.set_matplotlib_close core.pylabtools.**: none, setting
      core.interactiveshell.InteractiveShell.**: new, setting
      core.interactiveshell.*: new
      display.HTML display.Markdown display.Latex display.Math display.JSON display.SVG display.Pretty display.Javascript
        display.Code core.display.HTML core.display.*: new immutable
      display.Image display.Video display.Audio core.display.Image: new immutable, reads 0/filename=
      display.FileLink display.IFrame display.YouTubeVideo: new immutable
      display.display_*: none, shows
      get_ipython core.getipython.get_ipython: refuses ipython
      lib.display.*: new immutable
      utils.io.capture_output: new
      embed: refuses input
    `,
    numexpr: `
      # It looks for the variables of whoever calls it.
      evaluate: refuses namespace
      set_num_threads: scalar, setting
    `,
    'ipywidgets jupyterlab_widgets IPython.html.widgets IPython.widgets': `
      **: refuses widget
    `,
    'google.colab': `
      drive.mount files.upload userdata.get auth.authenticate_user: refuses input
      files.download: none, shows
      data_table.*: none, setting
      patches.cv2_imshow: none, shows
    `,
    'tqdm': `
      tqdm.pandas notebook.tqdm.pandas auto.tqdm.pandas std.tqdm.pandas: none, setting
      pandas: none, setting
      write tqdm.write: none, shows
      tqdm trange tqdm_notebook tnrange auto.tqdm auto.trange notebook.tqdm notebook.trange std.tqdm autonotebook.tqdm
        **.tqdm **.trange: holds iterator
      contrib.concurrent.*: new list, calls now
      **: holds iterator
    `,
    requests: `
      get post put delete head patch request: new
      Session session: connection
      adapters.* auth.* exceptions.*: holds
      packages.urllib3.disable_warnings: none, setting
      utils.quote: string, constant
    `,
    urllib3: `
      disable_warnings: none, setting
      PoolManager: connection
    `,
    'httpx aiohttp': `
      Client AsyncClient ClientSession: connection
      *: new
    `,
    wget: `
      download: string, writes 1/out=
    `,
    gdown: `
      download: string, writes 1/output=
    `,
    kaggle: `
      **: new, any-file
    `,
    kagglehub: `
      *: string
    `,
    opendatasets: `
      download: refuses input
    `,
    'bs4 lxml': `
      **: new
    `,
    joblib: `
      dump: new list, writes 1/filename=
      load: new, reads 0/filename=
      delayed: holds function, calls later
      Parallel: holds function, calls now
      Memory: holds
      hash: string
      cpu_count: scalar
      parallel_backend parallel_config: new
    `,
    'cloudpickle dill': `
      dump: none, changes 1/file=
      dumps: bytes
      load: new, changes 0/file=
      loads: new
      load_session load_module: none, refuses namespace
      dump_session dump_module: none, refuses namespace
    `,
    yaml: `
      dump safe_dump: string ; stream@1=: none, changes 1/stream=
      load safe_load full_load unsafe_load: new, changes 0/stream=
      load_all safe_load_all: generator, changes 0/stream=
    `,
    toml: `
      load: new dict, reads 0/f=
      loads: new dict
      dumps: string
      dump: string, changes 1/f=
    `,
    tomllib: `
      load: new dict, changes 0
      loads: new dict
    `,
    ujson: `
      load: new, changes 0
      loads: new
      dump: none, changes 1
      dumps: string
    `,
    h5py: `
      File: file, reads 0/name= ; mode@1~wax+: file, reads 0/name=, writes 0/name=
    `,
    openpyxl: `
      load_workbook: new, reads 0/filename=
      Workbook: new
    `,
    xlrd: `
      open_workbook: new, reads 0/filename=
    `,
    docx: `
      Document: new, reads 0/docx=
    `,
    PyPDF2: `
      *: holds file
    `,
    'pyarrow.parquet': `
      read_table: new, reads 0/source=
      write_table: none, writes 1/where=
      ParquetFile: file, reads 0/source=
    `,
    'pyarrow.feather': `
      read_table read_feather: new dataframe, reads 0/source=
      write_feather: none, writes 1/dest=
    `,
    'pyarrow.csv': `
      read_csv: new, reads 0/input_file=
      write_csv: none, writes 1/output_file=
    `,
    pyarrow: `
      Table.** table array schema field int* float* string *: new
    `,
    sqlalchemy: `
      create_engine: connection
      MetaData Table Column: holds connection
      text: immutable
      inspect: holds connection
      orm.**: holds connection
      *: new
    `,
    'psycopg2 pymysql pyodbc cx_Oracle mysql.connector': `
      connect: connection
    `,
    pymongo: `
      MongoClient: connection
    `,
    duckdb: `
      connect: connection, reads 0/database=, writes 0/database=
      sql query: holds connection
    `,
    'boto3 google.cloud.bigquery google.cloud.storage': `
      *: connection
    `,
    pyspark: `
      **: holds connection
    `,
    networkx: `
      draw* : none, shows
      read_*: new, reads 0/path=
      write_*: none, writes 1/path=
      set_node_attributes set_edge_attributes freeze relabel_nodes_: new, changes 0/G=
      add_path add_star add_cycle contracted_: none, changes 0 0/G_to_add_to=
      relabel_nodes: new ; copy=False: same, changes 0/G=
      random_layout spring_layout: new dict, draws numpy unless seed=
      circular_layout shell_layout kamada_kawai_layout spectral_layout planar_layout: new dict
      gnp_random_graph erdos_renyi_graph barabasi_albert_graph watts_strogatz_graph random_regular_graph random_geometric_graph
        gnm_random_graph connected_watts_strogatz_graph powerlaw_cluster_graph stochastic_block_model
        newman_watts_strogatz_graph random_tree random_partition_graph: new, draws python unless seed=
      connected_components bfs_edges dfs_edges all_simple_paths find_cliques simple_cycles all_shortest_paths
        strongly_connected_components weakly_connected_components topological_sort all_pairs_shortest_path_length
        bfs_tree_ all_neighbors neighbors: holds generator
      Graph DiGraph MultiGraph MultiDiGraph subgraph: holds
      community.louvain_communities community.asyn_lpa_communities algorithms.community.louvain_communities: new list, draws python unless seed=
      get_node_attributes get_edge_attributes: holds dict
      # A graph keeps the objects that are its nodes.
      *: new
    `,
    sympy: `
      init_printing init_session: none, setting
      var: new, refuses namespace
      plot plotting.**: new, shows
      preview pprint: none, shows
      *: new
    `,
    'packaging.version distutils.version pkg_resources': `
      *: immutable, constant
    `,
    'gym gymnasium': `
      make: holds random-generator
    `,
    theano: `
      **: holds
    `,
    psutil: `
      *: new
    `,
    tabulate: `
      tabulate: string
    `,
    prettytable: `
      PrettyTable: new
    `,
    termcolor: `
      colored: string, constant
      cprint: none, shows
    `,
    'colorama rich': `
      init: none, setting
      print: none, shows
      **: new
    `,
    dotenv: `
      load_dotenv: scalar, setting
    `,
    dateutil: `
      parser.parse parser.*: datetime, constant
      relativedelta.relativedelta: datetime, constant
      rrule.*: new
      **: immutable, constant
    `,
    pytz: `
      timezone: immutable, constant
      *: immutable, constant
    `,
    numba: `
      jit njit vectorize guvectorize prange: holds function, calls later
      *: new
    `,
    dask: `
      dataframe.read_*: new, reads 0/urlpath= ; path=: new, reads path=
      dataframe.** array.** delayed.** bag.**: holds
      **: holds
    `,
    polars: `
      read_csv read_parquet read_json read_excel read_ipc scan_csv scan_parquet read_ndjson: new, reads 0/source=
      Config.**: new, setting
      col lit when: new
      *: holds
    `,
    xarray: `
      open_dataset: file, reads 0/filename_or_obj=
      *: holds
    `,
    geopandas: `
      read_file: new dataframe, reads 0/filename=
      GeoDataFrame: view dataframe
      GeoSeries: view series
      datasets.get_path: string
      *: new dataframe
    `,
    'shapely.geometry shapely': `
      *: new
    `,
    yfinance: `
      download: new dataframe
      Ticker: new
    `,
    pandas_datareader: `
      **: new dataframe
    `,
    pandas_profiling: `
      ProfileReport: holds
    `,
    ydata_profiling: `
      ProfileReport: holds
    `,
    sweetviz: `
      *: new
    `,
    faker: `
      Faker: random-generator
      Faker.seed: none, setting
    `,
    unidecode: `
      unidecode: string, constant
    `,
    mlflow: `
      **: new
    `,
    wandb: `
      **: new connection
    `,
    trialbook: `
      # What a notebook's shell lines become
      shell script: none, any-file
      shell_lines: new list, any-file
      *: new
    `,
  },

  methods: {
    unknown: `
      # Tables of text and answers of HTTP
      add_row add_column: none, changes receiver
      raise_for_status: none
      json: new
      iter_content iter_lines: holds generator
      find_all findAll find_next find_parent select_one get_text prettify findall_: element
      # Graphs
      add_node add_nodes_from add_edge add_edges_from add_weighted_edges_from remove_node remove_edge remove_nodes_from
        remove_edges_from: none, changes receiver
      nodes edges degree in_degree out_degree: holds
      neighbors successors predecessors adjacency: holds iterator
      number_of_nodes number_of_edges has_node has_edge: scalar
      to_undirected to_directed: new
      # Formulas of sympy do not change.
      subs evalf simplify expand factor diff_ integrate lambdify_: new
      # Parsers of arguments
      add_argument add_mutually_exclusive_group add_subparsers add_argument_group set_defaults: element, changes receiver
      parse_args parse_known_args: new
      # Sums of hashes
      hexdigest digest: new
      # Frames of other libraries give new ones.
      with_columns with_column with_row_index select_ to_pandas lazy collect compute persist group_by unnest
        to_file_: new
      to_file: none, writes 0/filename= ; output_file=: none, writes output_file=
      to_notebook_iframe to_widgets show_html: none, shows
      history: new dataframe
    `,
  },

  values: {
    'tqdm': `
      __version__: string
    `,
  },
};
