import type { Table } from '../table';

/** PyTorch, with torchvision and what is built around it. */
export const TORCH: Table = {
  functions: {
    torch: `
      manual_seed random.manual_seed cuda.manual_seed cuda.manual_seed_all seed set_rng_state random.set_rng_state
        cuda.set_rng_state mps.manual_seed: new, seeds torch
      get_rng_state random.get_rng_state: new tensor, draws torch
      initial_seed: scalar
      Generator: random-generator
      save: none, writes 1/f=
      load: new, reads 0/f=
      jit.load: new network, reads 0/f=
      jit.save: none, writes 1/f=
      jit.script jit.trace compile: holds network
      hub.load: new network, draws torch
      hub.download_url_to_file: none, writes 1/dst=
      set_default_dtype set_default_tensor_type set_default_device set_printoptions set_num_threads set_num_interop_threads
        set_grad_enabled set_float32_matmul_precision use_deterministic_algorithms autograd.set_detect_anomaly
        cuda.set_device set_flush_denormal set_deterministic multiprocessing.set_sharing_strategy
        multiprocessing.set_start_method: new, setting
      no_grad enable_grad inference_mode autocast autograd.no_grad cuda.amp.autocast amp.autocast autograd.profiler.profile: new
      cuda.amp.GradScaler amp.GradScaler: new optimizer
      device dtype finfo iinfo: immutable, constant
      Size: tuple, constant
      is_tensor is_floating_point numel get_num_threads: scalar
      cuda.empty_cache cuda.synchronize cuda.reset_peak_memory_stats: none
      cuda.* backends.** version.** mps.*: scalar
      tensor scalar_tensor: new tensor
      from_numpy as_tensor asarray frombuffer: view tensor
      reshape flatten squeeze unsqueeze transpose permute t view_as_real view_as_complex narrow select swapaxes
        swapdims movedim moveaxis diagonal detach real imag ravel broadcast_to expand_copy atleast_1d atleast_2d atleast_3d: view tensor
      split chunk tensor_split hsplit vsplit unbind: holds tuple
      meshgrid broadcast_tensors: holds tuple
      rand randn randint randperm normal bernoulli multinomial poisson rand_like randn_like randint_like dropout: new tensor,
        draws torch unless generator=
      max min sort topk unique median mode svd eig qr lu aminmax: new, changes out=
      *_: same tensor, changes 0
      Tensor FloatTensor LongTensor IntTensor DoubleTensor BoolTensor ByteTensor cuda.*Tensor: new tensor
      utils.data.TensorDataset utils.data.ConcatDataset utils.data.Subset utils.data.DataLoader
        utils.data.dataloader.DataLoader utils.data.*: holds dataset
      utils.data.random_split utils.data.dataset.random_split: new list, draws torch unless generator=
      utils.tensorboard.*: new connection
      nn.init.*: same tensor, changes 0, draws torch
      nn.Parameter nn.parameter.Parameter: view tensor
      nn.utils.clip_grad_*: new tensor, changes 0/parameters=, deep
      nn.utils.vector_to_parameters: none, changes 1/parameters=, deep
      nn.utils.rnn.*: new
      nn.functional.dropout* nn.functional.alpha_dropout nn.functional.gumbel_softmax: new tensor, draws torch
      nn.functional.*: new tensor, changes out=
      nn.*Loss nn.ReLU nn.Sigmoid nn.Tanh nn.Softmax nn.LogSoftmax nn.Flatten nn.Dropout nn.Dropout2d nn.MaxPool* nn.AvgPool*
        nn.Adaptive* nn.LeakyReLU nn.GELU nn.ELU nn.SELU nn.Identity nn.Softplus nn.Upsample nn.BatchNorm* nn.LayerNorm
        nn.modules.loss.*: new network
      nn.Sequential nn.ModuleList nn.ModuleDict nn.DataParallel nn.parallel.*: holds network
      nn.**.[A-Z]* nn.[A-Z]*: holds network, draws torch
      optim.lr_scheduler.* optim.swa_utils.*: holds optimizer, calls later
      optim.*: holds optimizer
      autograd.Variable: same tensor
      autograd.grad: new tuple, changes 0, deep
      autograd.backward: none, changes 0, deep
      distributions.**: holds
      fft.* linalg.* special.*: new, changes out=
      *: new tensor, changes out=
    `,
    torchvision: `
      datasets.ImageFolder datasets.DatasetFolder: dataset, reads 0/root=
      datasets.*: dataset, reads 0/root=, writes 0/root=
      models.**: new network, draws torch
      transforms.functional.* transforms.v2.functional.*: new
      transforms.**: holds function
      utils.make_grid: new tensor
      utils.save_image: none, writes 1/fp=
      io.read_image: new tensor, reads 0/path=
    `,
    torchtext: `
      **: holds
    `,
    torchaudio: `
      load: new tuple, reads 0/filepath=
      **: holds
    `,
    torchsummary: `
      summary: none, shows
    `,
    torchinfo: `
      summary: new, shows
    `,
    torchmetrics: `
      **: holds network
    `,
    timm: `
      create_model: new network, draws torch
    `,
    'pytorch_lightning lightning lightning.pytorch': `
      seed_everything: scalar, seeds all
      **: holds network
    `,
    fastai: `
      **: holds network, draws torch
    `,
    transformers: `
      set_seed: none, seeds all
      logging.*: none, setting
      **.from_pretrained: new network
      pipeline: new network
      **: holds network, draws torch
    `,
    datasets: `
      load_dataset: new dataset
      load_from_disk: new dataset, reads 0/dataset_path=
    `,
  },

  methods: {
    tensor: `
      *_: same tensor, changes receiver
      __iadd__ __isub__ __imul__ __itruediv__: same tensor, changes receiver
      __setitem__: none, changes receiver
      backward: none, changes receiver, deep
      retain_grad register_hook: new, changes receiver
      bernoulli multinomial: new tensor, draws torch unless generator=
      normal_ uniform_ random_ exponential_ bernoulli_: same tensor, changes receiver, draws torch unless generator=
      copy clone: new tensor
      to cpu cuda float double half int long short bool type contiguous type_as: view tensor
      view view_as reshape reshape_as flatten squeeze unsqueeze transpose t permute expand expand_as narrow select unfold
        swapaxes swapdims movedim diagonal detach data real imag ravel numpy_: view tensor
      numpy __array__: view ndarray
      split chunk unbind: holds tuple
      item size dim numel nelement element_size is_contiguous stride get_device __len__ __bool__ __float__ __int__: scalar
      tolist: new list
      max min sort topk unique median mode: new
      __getitem__: view tensor
      __iter__: holds iterator
      # Tensors and variables of TensorFlow
      assign assign_add assign_sub: same tensor, changes receiver
      get_shape: tuple
      *: new tensor, changes out=
    `,
    network: `
      # Calling it may draw, and layers that normalise count along.
      __call__ forward: holds tensor, changes receiver, deep, draws torch
      # Only these are not made of what the network's own class says.
      train eval to cuda cpu double float half zero_grad requires_grad_ share_memory compile_: same network, changes receiver, deep, alone
      apply: same network, changes receiver, deep
      load_state_dict: new, changes receiver, deep, alone
      state_dict: holds dict, alone
      parameters named_parameters children named_children modules named_modules buffers named_buffers: holds generator, alone
      add_module register_buffer register_parameter register_forward_hook register_module append extend insert: new, changes receiver, alone
    `,
    optimizer: `
      step: none, changes receiver, deep
      zero_grad: none, changes receiver, deep
      load_state_dict add_param_group update minimize apply_gradients unscale_: none, changes receiver, deep
      state_dict: holds dict
      scale: holds tensor
      get_last_lr get_lr: new list
      get_scale: scalar
      get_config: new dict
    `,
    dataset: `
      __iter__: holds iterator, draws torch
      __len__: scalar
      __getitem__: holds
      # Pipelines of TensorFlow
      batch map filter prefetch cache repeat take skip shuffle padded_batch unbatch enumerate flat_map interleave window
        with_options apply concatenate zip shard: holds dataset, calls later
      as_numpy_iterator make_one_shot_iterator: holds iterator
      cardinality: new
      # Datasets of gradient boosting
      set_label set_weight set_group set_init_score set_base_margin set_field set_info set_reference set_float_info: same dataset, changes receiver
      construct: same dataset, changes receiver
      get_label get_weight get_data num_row num_col num_data num_feature: new
      save_binary: none, writes 0/fname=
      train_test_split: new dict, draws numpy unless seed=
      select rename_column remove_columns class_encode_column cast_column set_format with_format to_pandas
        select_columns: holds dataset
    `,
  },

  attributes: {
    tensor: `
      shape: tuple
      ndim requires_grad is_cuda is_leaf: scalar
      dtype device layout: immutable
      data grad T mT real imag H: view tensor
      *: new
    `,
    network: `
      training built trainable: scalar
      name: string
      weight bias: element tensor
      history: element
      *: element
    `,
    optimizer: `
      param_groups: element list
      *: element
    `,
    dataset: `
      classes class_names: element list
      class_to_idx: element dict
      column_names: new list
      *: element
    `,
  },

  values: {
    torch: `
      float32 float64 float16 bfloat16 float double half int8 int16 int32 int64 uint8 int long short bool complex64
        complex128: immutable
      nn optim utils cuda backends autograd jit: module
      pi e inf nan: scalar
      __version__: string
    `,
    'torch.nn': `
      functional init utils: module
    `,
    'torch.utils': `
      data: module
    `,
    'torch.optim': `
      lr_scheduler: module
    `,
    torchvision: `
      datasets transforms models utils: module
    `,
  },
};
