import type { Table } from '../table';

/**
 * scikit-learn. All its classes are estimators here, splitters and what is made of estimators too. One that is told a
 * `random_state`, or never needs one, is settled; one made of others is as settled as they are.
 */
export const SKLEARN: Table = {
  functions: {
    sklearn: `
      clone base.clone: new estimator, like 0, settled through
      set_config: none, setting
      get_config config_context: new
      show_versions: none, shows

      # These never draw.
      **.ARDRegression **.AdditiveChi2Sampler **.AgglomerativeClustering **.BayesianRidge **.BernoulliNB **.Binarizer **.Birch
        **.CCA **.CategoricalNB **.ComplementNB **.ClassicalMDS **.DBSCAN **.DummyRegressor **.EmpiricalCovariance
        **.FeatureAgglomeration **.FeatureHasher **.FunctionTransformer **.GammaRegressor **.GaussianNB **.GenericUnivariateSelect
        **.HDBSCAN **.HashingVectorizer **.HuberRegressor **.IncrementalPCA **.Isomap **.IsotonicRegression **.KNNImputer
        **.KNeighbors* **.KernelCenterer **.KernelDensity **.KernelRidge **.LabelPropagation **.LabelSpreading **.LarsCV
        **.LassoLarsCV **.LassoLarsIC **.LedoitWolf **.LinearDiscriminantAnalysis **.LinearRegression **.LocalOutlierFactor
        **.MaxAbsScaler **.MeanShift **.MinMaxScaler **.MissingIndicator **.MultinomialNB **.NearestCentroid
        **.NearestNeighbors **.Normalizer **.OAS **.OPTICS **.OneHotEncoder **.OrdinalEncoder **.LabelEncoder
        **.LabelBinarizer **.MultiLabelBinarizer **.OrthogonalMatchingPursuit* **.PLSCanonical **.PLSRegression **.PLSSVD
        **.PoissonRegressor **.PolynomialFeatures **.PowerTransformer **.QuadraticDiscriminantAnalysis **.QuantileRegressor
        **.RadiusNeighbors* **.RidgeCV **.RidgeClassifierCV **.RobustScaler **.SelectFdr **.SelectFpr **.SelectFwe
        **.SelectKBest **.SelectPercentile **.ShrunkCovariance **.SimpleImputer **.Imputer **.SplineTransformer **.StandardScaler
        **.TfidfTransformer **.TfidfVectorizer **.CountVectorizer **.DictVectorizer **.TweedieRegressor **.VarianceThreshold
        **.SparseCoder **.Perceptron **.FrozenEstimator **.GroupKFold **.LeaveOneOut **.LeavePOut **.LeaveOneGroupOut
        **.LeavePGroupsOut **.PredefinedSplit **.TimeSeriesSplit **.ParameterGrid: holds estimator, settled

      # These draw in some of their ways of working only.
      **.LogisticRegression **.LogisticRegressionCV **.Ridge **.RidgeClassifier: holds estimator, settled ;
        random_state=: holds estimator, settled ; solver=: holds estimator
      **.GaussianProcessClassifier **.GaussianProcessRegressor: holds estimator, settled ;
        random_state=: holds estimator, settled ; n_restarts_optimizer=: holds estimator
      **.Lars **.LassoLars: holds estimator, settled ; jitter=: holds estimator
      **.KFold **.StratifiedKFold **.StratifiedGroupKFold: holds estimator, settled ;
        random_state=: holds estimator, settled ; shuffle@1=True: holds estimator

      # These are made of others.
      **.Pipeline **.FeatureUnion **.ColumnTransformer **.GridSearchCV **.HalvingGridSearchCV **.VotingClassifier
        **.VotingRegressor **.StackingClassifier **.StackingRegressor **.OneVsRestClassifier **.OneVsOneClassifier
        **.MultiOutputClassifier **.MultiOutputRegressor **.ClassifierChain **.RegressorChain **.CalibratedClassifierCV
        **.TransformedTargetRegressor **.RFE **.RFECV **.SelectFromModel **.SelfTrainingClassifier
        **.SequentialFeatureSelector **.FixedThresholdClassifier
        pipeline.make_pipeline pipeline.make_union compose.make_column_transformer: holds estimator, settled through
      **.RandomizedSearchCV **.HalvingRandomSearchCV **.TunedThresholdClassifierCV **.OutputCodeClassifier
        **.RANSACRegressor: holds estimator ; random_state=: holds estimator, settled through
      # These draw whatever they are told; those of libsvm seed a generator of their own by it, which only probabilities need.
      **.SVC **.NuSVC: holds estimator, steady ;
        random_state=: holds estimator, settled ; probability=True: holds estimator
      **.SVR **.NuSVR **.OneClassSVM: holds estimator, steady
      **.SGDOneClassSVM **.GraphicalLasso **.GraphicalLassoCV: holds estimator

      compose.make_column_selector: immutable, constant
      **.kernels.*: immutable
      utils.Bunch: holds dict
      exceptions.*: holds
      **.*Error **.*Warning: holds
      **.*Display: holds artist, shows
      **.*Display.from_*: new artist, shows, calls now
      **.[A-Z]*: holds estimator ; random_state=: holds estimator, settled

      model_selection.train_test_split cross_validation.train_test_split: two-of-each, draws numpy unless random_state= ;
        shuffle=False: two-of-each
      model_selection.cross_val_score model_selection.cross_val_predict cross_validation.cross_val_score
        cross_validation.cross_val_predict: new ndarray, calls now, draws numpy, through
      model_selection.cross_validate: new dict, calls now, draws numpy, through
      model_selection.learning_curve model_selection.validation_curve: new tuple, calls now, draws numpy, through
      model_selection.permutation_test_score: new tuple, calls now, draws numpy, through
      model_selection.check_cv: holds estimator
      inspection.permutation_importance: holds dict, calls now, draws numpy unless random_state=
      inspection.partial_dependence: new dict, calls now
      inspection.plot_partial_dependence **.plot_*: new axes, shows

      metrics.silhouette_score: new scalar ; sample_size=: new scalar, draws numpy unless random_state=
      metrics.pairwise.pairwise_distances_argmin_min metrics.pairwise_distances_argmin_min: new tuple, calls now
      metrics.pairwise.pairwise_distances_chunked metrics.pairwise_distances_chunked: holds generator, calls later
      metrics.pairwise.*_metrics: element dict
      metrics.pairwise.check_*: holds tuple
      metrics.confusion_matrix metrics.multilabel_confusion_matrix metrics.pairwise.* metrics.pairwise_*: new ndarray, calls now
      metrics.classification_report: new ; output_dict=True: new dict
      metrics.roc_curve metrics.precision_recall_curve metrics.det_curve metrics.precision_recall_fscore_support: new tuple
      metrics.make_scorer: function, calls later
      metrics.get_scorer: function
      metrics.check_scoring: holds
      metrics.*_score metrics.*_error metrics.*_loss metrics.auc: new
      metrics.**: new

      datasets.load_*: new dict ; return_X_y=True: new tuple ; as_frame=True: new dict
      datasets.load_files: new dict, reads 0/container_path=, draws numpy unless random_state=
      datasets.load_svmlight_file: new tuple, reads 0/f=
      datasets.load_svmlight_files: new list
      datasets.dump_svmlight_file: none, writes 2/f=
      datasets.fetch_openml datasets.fetch_california_housing datasets.fetch_mldata datasets.fetch_lfw_people
        datasets.fetch_20newsgroups_vectorized datasets.fetch_species_distributions datasets.fetch_lfw_pairs: new dict ;
        return_X_y=True: new tuple
      # Their default is an order that is always the same.
      datasets.fetch_20newsgroups datasets.fetch_olivetti_faces: new dict ; return_X_y=True: new tuple
      datasets.fetch_*: new dict, draws numpy unless random_state=
      datasets.make_low_rank_matrix datasets.make_spd_matrix datasets.make_sparse_spd_matrix: new ndarray, draws numpy unless random_state=
      datasets.make_* datasets.samples_generator.make_*: new tuple, draws numpy unless random_state=
      datasets.get_data_home: string
      datasets.clear_data_home: none

      preprocessing.label_binarize preprocessing.add_dummy_feature: new ndarray
      preprocessing.quantile_transform: new ndarray, draws numpy unless random_state= ; copy=False: view ndarray, changes 0/X=
      preprocessing.*: new ndarray ; copy=False: view ndarray, changes 0/X=
      feature_selection.mutual_info_*: new ndarray, draws numpy unless random_state= ;
        copy=False: new ndarray, changes 0/X=, draws numpy unless random_state=
      feature_selection.*: new
      feature_extraction.image.extract_patches_2d: new ndarray, draws numpy unless random_state=
      feature_extraction.**: new
      tree.export_graphviz: string ; out_file@1=: none, writes 1/out_file=
      tree.export_text: string
      tree.plot_tree: new list, shows
      utils.shuffle utils.resample: new, draws numpy unless random_state= ; >1: two-of-each, draws numpy unless random_state=
      utils.check_random_state **.check_random_state: same random-generator
      **.check_array **.as_float_array **.column_or_1d: view ndarray ; copy=False: view ndarray, changes 0
      **.check_symmetric **.attach_unique: same ; >1: holds tuple
      **.check_X_y **.indexable **.check_* **.safe_mask **._safe_indexing **.safe_indexing **.assert_all_finite **.validate_data: holds
      **.extmath.softmax **.extmath.safe_sqr **.extmath.make_nonnegative: view ndarray ; copy=False: view ndarray, changes 0/X=
      **.extmath.svd_flip: holds, changes 0 1
      utils.gen_batches utils.gen_even_slices: generator
      utils.*.inplace_* utils.inplace_*: none, changes 0 1
      utils.extmath.randomized_svd: new tuple, draws numpy unless random_state=
      utils.class_weight.*: new
      utils.estimator_html_repr: string
      utils.deprecated: function, new
      cluster.affinity_propagation: new tuple, draws numpy unless random_state= ; copy=False: new tuple, changes 0/S=, draws numpy unless random_state=
      cluster.estimate_bandwidth cluster.k_means cluster.kmeans_plusplus cluster.spectral_clustering: new, draws numpy unless random_state=
      decomposition.dict_learning decomposition.dict_learning_online decomposition.fastica decomposition.non_negative_factorization
        manifold.locally_linear_embedding manifold.smacof manifold.spectral_embedding covariance.fast_mcd
        linear_model.ridge_regression: new, draws numpy unless random_state=
      # Descending by coordinates takes a seed, whether it needs it or not.
      linear_model.enet_path linear_model.lasso_path covariance.graphical_lasso svm.l1_min_c: new, draws numpy
      **.[a-z]*: new, calls now
    `,
  },

  methods: {
    estimator: `
      fit: same estimator, changes receiver, deep, draws numpy, through
      partial_fit: same estimator, changes receiver, deep, draws numpy, through
      fit_transform: new ndarray, changes receiver, deep, draws numpy, through
      # The labels that it keeps
      fit_predict: element ndarray, changes receiver, deep, draws numpy, through
      fit_resample: new tuple, changes receiver, deep, draws numpy, through
      set_params: same estimator, changes receiver, deep
      correct_covariance reweight_covariance: element, changes receiver
      set_callbacks restrict set_output set_fit_request set_predict_request set_score_request set_transform_request set_partial_fit_request
        set_decision_function_request set_inverse_transform_request: same estimator, changes receiver, deep
      transform predict predict_proba predict_log_proba decision_function score_samples apply
        kneighbors_graph radius_neighbors_graph get_feature_names_out get_feature_names
        predict_joint_log_proba error_norm mahalanobis dbscan_clustering: new ndarray, calls now
      inverse_transform decision_path reconstruction_error get_shape get_indices get_submatrix: new
      get_precision: element ndarray
      path: new tuple, draws numpy
      cost_complexity_pruning_path: new dict, draws numpy, through
      # Dummies guess, networks of Boltzmann and sketches of kernels sample.
      gibbs: new, changes receiver, draws numpy, through
      kneighbors radius_neighbors query query_radius: new tuple
      score bic aic get_n_splits get_depth get_n_leaves get_covariance perplexity log_marginal_likelihood sample_y: new
      staged_predict staged_predict_proba staged_decision_function staged_score: holds generator
      sample: new, draws numpy unless 1/random_state=
      rvs: new, draws numpy unless random_state=
      resample: new, draws numpy unless seed=
      split: holds generator, draws numpy, through
      get_params: holds dict
      get_support build_analyzer build_preprocessor build_tokenizer decode get_stop_words: holds
      get_metadata_routing: new
      sparsify densify: same estimator, changes receiver
      # Pipelines and search are looked into; distributions of scipy and models of statsmodels are asked.
      __getitem__: element
      __len__: scalar
      pdf cdf ppf sf isf logpdf logpmf pmf logcdf logsf stats entropy interval mean median std var moment expect
        support evaluate integrate_box_1d dist: new
      __call__: new
      __iter__: holds iterator, draws numpy, through
      # Models of statsmodels, of gradient boosting
      summary summary2 conf_int t_test f_test wald_test get_prediction forecast get_forecast get_influence
        outlier_test test_causality cov_params get_margeff test_normality test_serial_correlation simulate
        impulse_responses anova_lm eval_measure summary_frame summary_table pred_table irf fevd loglike information score_test
        bounds_test test_heteroskedasticity hypothesis_test: new
      plot_diagnostics plot plot_fit plot_influence plot_cusum plot_cusum_squares plot_coefficients_of_determination
        plot_recursive_coefficient plot_irfs plot_predict plot_components plot_forecast plot_tree plot_importance: new figure, shows
      fit_regularized fit_constrained: holds estimator, changes receiver, deep, draws numpy, through
      remove_data: none, changes receiver
      get_booster booster_: element
      evals_result: element
      get_fscore get_score get_dump trees_to_dataframe num_features attr attributes feature_importance
        get_feature_importance get_best_score get_best_iteration eval_metrics calc_leaf_indexes feature_name num_trees
        get_evals_result get_test_evals: new
      save_model save: none, writes 0/fname= ; filename=: none, writes filename=
      dump_model: none, writes 0/fout=
      load_model: same estimator, changes receiver, reads 0/fname=
      update set_attr set_param reset_parameter add_valid boost refit append extend: same, changes receiver, deep
      eval: string
    `,
    artist: `
      plot: same artist, changes receiver, shows
    `,
  },

  attributes: {
    estimator: `
      coef_ intercept_ feature_importances_ classes_ labels_ cluster_centers_ components_ explained_variance_
        explained_variance_ratio_ singular_values_ mean_ scale_ var_ support_vectors_ support_ dual_coef_ n_support_
        theta_ sigma_ feature_names_in_ means_ weights_ covariances_ categories_ data_min_ data_max_ loss_curve_: view ndarray
      n_features_in_ n_iter_ inertia_ best_score_ best_index_ n_classes_ n_outputs_ oob_score_ n_clusters_ n_components_
        rsquared rsquared_adj aic bic llf fvalue f_pvalue nobs df_model df_resid mse_model mse_resid scale
        condition_number: scalar
      best_estimator_: element estimator
      best_params_ cv_results_ named_steps named_transformers_ vocabulary_: holds dict
      steps transformers estimators_: holds list
      # A result of statsmodels keeps what it was made of.
      params pvalues bse tvalues resid fittedvalues: view series
      *: element
    `,
  },
};
