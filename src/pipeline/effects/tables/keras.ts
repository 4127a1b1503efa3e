import type { Table } from '../table';

/** Keras and TensorFlow; `tensorflow.keras` is asked as `keras`. */
export const KERAS: Table = {
  functions: {
    keras: `
      utils.set_random_seed: none, seeds all
      backend.set_floatx backend.set_image_data_format backend.set_epsilon backend.set_session backend.clear_session
        config.** mixed_precision.** set_floatx: none, setting
      backend.int_shape: tuple
      backend.*: holds
      layers.[A-Z]* **.layers.[A-Z]*: holds network, draws tensorflow
      Sequential models.Sequential Model models.Model Input layers.Input engine.Model: holds network
      models.load_model saving.load_model: new network, reads 0/filepath=
      models.save_model saving.save_model: none, writes 1/filepath=
      models.clone_model: new network, draws tensorflow
      models.model_from_json: new network, draws tensorflow
      applications.*.preprocess_input applications.*.decode_predictions: new
      applications.**: new network, draws tensorflow
      datasets.*.load_data: new tuple
      datasets.imdb.get_word_index datasets.reuters.get_word_index: new dict
      utils.to_categorical utils.np_utils.to_categorical utils.normalize: new ndarray
      utils.plot_model utils.vis_utils.plot_model: new, writes 1/to_file=
      utils.get_file: string
      utils.image_dataset_from_directory preprocessing.image_dataset_from_directory: dataset, reads 0/directory=
      utils.load_img preprocessing.image.load_img: new, reads 0/path=
      utils.img_to_array preprocessing.image.img_to_array: new ndarray
      utils.pad_sequences preprocessing.sequence.pad_sequences: new ndarray
      preprocessing.image.ImageDataGenerator preprocessing.sequence.TimeseriesGenerator: holds dataset
      preprocessing.text.Tokenizer preprocessing.text.*: holds
      optimizers.** callbacks.** losses.** metrics.** initializers.** regularizers.** constraints.** activations.**: holds
      wrappers.scikit_learn.*: holds estimator
      random.*: new tensor, draws tensorflow
      ops.*: new tensor
      **: holds network, draws tensorflow
    `,
    tensorflow: `
      random.set_seed set_random_seed compat.v1.set_random_seed random.set_random_seed: none, seeds tensorflow
      random.Generator.**: random-generator
      random.stateless_*: new tensor
      random.* random_normal random_uniform truncated_normal random_shuffle: new tensor, draws tensorflow
      config.list_* config.get_* config.experimental.list_* test.*: new
      config.** logging.** compat.v1.disable_* compat.v1.enable_* compat.v1.logging.** get_logger
        debugging.set_log_device_placement enable_eager_execution disable_v2_behavior
        autograph.**: new, setting
      data.experimental.**: holds dataset
      data.**: holds dataset, calls later
      io.read_file io.gfile.GFile: new, reads 0
      io.write_file: none, writes 0
      io.**: new
      image.**: new tensor
      saved_model.save: none, writes 1/export_dir=
      saved_model.load: new network, reads 0/export_dir=
      lite.**: holds
      Variable: holds tensor
      constant convert_to_tensor: new tensor
      function: holds function, calls later
      GradientTape: new
      Session compat.v1.Session InteractiveSession: connection
      train.**: holds
      summary.**: new
      device: new
      strings.** text.** feature_column.** nn.** math.** linalg.** signal.** sets.** sparse.** ragged.**: new tensor
      float16 float32 float64 int32 int64: immutable
      [A-Z]*: holds
      *: new tensor
    `,
    tensorflow_datasets: `
      load: new dataset
      **: new
    `,
    tensorflow_hub: `
      load: new network
      KerasLayer: holds network
    `,
  },

  methods: {
    network: `
      compile: none, changes receiver, deep
      fit fit_generator: holds, changes receiver, deep, calls now, draws tensorflow
      train_on_batch: new, changes receiver, deep, draws tensorflow
      predict predict_generator predict_on_batch predict_classes predict_proba: new ndarray
      evaluate evaluate_generator test_on_batch: new
      summary: none, shows, alone
      build add pop: new, changes receiver
      get_weights: new list, alone
      set_weights: none, changes receiver, deep, alone
      get_layer: element network, alone
      get_config: new dict
      to_json to_yaml: string
      save export save_pretrained: none, writes 0/filepath= ; save_directory=: none, writes save_directory=
      save_weights: none, writes 0/filepath=
      load_weights: new, changes receiver, deep, reads 0/filepath=
      adapt reset_states: none, changes receiver, deep
      count_params: scalar, alone
      generate: new tensor, draws torch
      __iter__: holds iterator
      __getitem__: element
    `,
    dataset: `
      flow flow_from_directory flow_from_dataframe: holds iterator, draws numpy unless seed=
      fit: none, changes receiver
    `,
    unknown: `
      fit_on_texts fit_on_sequences: none, changes receiver
      texts_to_sequences texts_to_matrix sequences_to_texts sequences_to_matrix: new
      gradient jacobian: new, changes receiver
      watch: none, changes receiver
      apply_gradients: new, changes receiver, deep
      result: new
      reset_states reset_state update_state: none, changes receiver
    `,
  },

  attributes: {
    network: `
      layers weights trainable_weights trainable_variables variables inputs outputs metrics_names: holds list
      input_shape output_shape: new
      optimizer: element optimizer
    `,
  },

  values: {
    'tensorflow keras': `
      keras random config data io image nn math layers models utils optimizers callbacks losses metrics datasets preprocessing
        applications backend: module
      __version__: string
      float16 float32 float64 int32 int64 uint8 string bool: immutable
      newaxis: none
    `,
  },
};
