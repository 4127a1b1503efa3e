import type { Table } from '../table';

/** XGBoost, LightGBM, CatBoost, imbalanced-learn and others who do as scikit-learn does; statsmodels. */
export const BOOSTING: Table = {
  functions: {
    xgboost: `
      # Its own generator is seeded with 0 unless it is told otherwise.
      DMatrix QuantileDMatrix: holds dataset, reads 0/data=
      train: new estimator, calls now, settled
      cv: new dataframe, calls now
      plot_importance plot_tree: new axes, shows
      to_graphviz: new
      set_config: none, setting
      config_context: new
      *: holds estimator, settled
    `,
    'xgboost.sklearn': `
      *: holds estimator, settled
    `,
    lightgbm: `
      Dataset: holds dataset, reads 0/data=
      train: new estimator, calls now, settled
      cv: new dict, calls now
      Booster: holds estimator, settled ; model_file=: holds estimator, settled, reads model_file=
      plot_importance plot_tree plot_metric plot_split_value_histogram: new axes, shows
      early_stopping log_evaluation record_evaluation reset_parameter: holds function
      *: holds estimator, settled
    `,
    catboost: `
      Pool: holds dataset, reads 0/data=
      train: new estimator, settled
      cv: new dataframe
      *: holds estimator, settled
    `,
    imblearn: `
      pipeline.make_pipeline pipeline.Pipeline: holds estimator, settled through
      **.[A-Z]*: holds estimator ; random_state=: holds estimator, settled
      **: new
    `,
    'category_encoders feature_engine mlxtend': `
      frequent_patterns.*: new dataframe
      plotting.*: new axes, shows
      preprocessing.*: holds estimator, settled
      **.[A-Z]* [A-Z]*: holds estimator ; random_state=: holds estimator, settled
      **: new
    `,
    umap: `
      *: holds estimator ; random_state=: holds estimator, settled
    `,
    hdbscan: `
      *: holds estimator, settled
    `,
    kmodes: `
      **: holds estimator ; random_state=: holds estimator, settled
    `,
    lifelines: `
      datasets.*: new dataframe
      utils.*: new
      statistics.*: new
      *: holds estimator
    `,
    prophet: `
      plot.*: new figure, shows
      diagnostics.*: new dataframe, draws numpy
      *: holds estimator
    `,
    fbprophet: `
      plot.*: new figure, shows
      *: holds estimator
    `,
    pmdarima: `
      auto_arima: new estimator
      **.[A-Z]*: holds estimator
      *: new
    `,
    shap: `
      initjs: none, setting
      *plot *_plot plots.*: new, shows, draws numpy
      sample kmeans: new, draws numpy
      datasets.*: new tuple
      *: holds, calls later
    `,
    'lime.lime_tabular lime.lime_text lime': `
      **: holds, draws numpy unless random_state=
    `,
    eli5: `
      **: new
    `,
    skopt: `
      BayesSearchCV: holds estimator, settled through
      space.** utils.**: new
      *_minimize: new, calls now, draws numpy unless random_state=
    `,
    hyperopt: `
      fmin: new dict, calls now, changes trials=, draws numpy
      hp.*: new
      *: new
    `,
    optuna: `
      create_study load_study: new
      samplers.* pruners.*: new
      logging.*: none, setting
      visualization.**: new, shows
    `,
    statsmodels: `
      **.load **.load_pandas: new
      **.get_rdataset: new
      **.[a-z]*plot* **.qqplot **.plot_*: new figure, shows
      graphics.**: new figure, shows
      **.seasonal_decompose **.STL: holds estimator, settled
      **.add_constant: new, like 0
      **.adfuller **.kpss **.acf **.pacf **.grangercausalitytests **.coint **.acorr_ljungbox: new
      stats.**: new
      **.lowess **.detrend **.variance_inflation_factor: new
      # With a formula or with arrays: the model keeps its data.
      formula.api.*: holds estimator, settled
      **.[A-Z]*: holds estimator, settled
      **.from_formula: holds estimator, settled
      **: new
    `,
    'pingouin scikit_posthocs': `
      plot_*: new axes, shows
      *: new dataframe
    `,
    patsy: `
      dmatrices: new tuple
      *: new dataframe
    `,
    linearmodels: `
      **.[A-Z]*: holds estimator, settled
      **: new
    `,
    arch: `
      arch_model: holds estimator, settled
      **: new
    `,
  },

  methods: {
    estimator: `
      make_future_dataframe: new dataframe
      add_seasonality add_regressor add_country_holidays: same estimator, changes receiver
      plot_partial_effects_on_outcome plot_survival_function plot_covariate_groups: new axes, shows
      print_summary: none, shows
      predict_survival_function predict_cumulative_hazard predict_median predict_partial_hazard predict_expectation: new dataframe
      fit_interval_censoring: same estimator, changes receiver
    `,
    unknown: `
      # studies of optuna, explainers of shap and lime
      optimize: none, changes receiver, deep, calls now, draws numpy
      suggest_float suggest_int suggest_categorical suggest_uniform suggest_loguniform suggest_discrete_uniform: new, changes receiver
      shap_values explain_instance: new, draws numpy
      show_in_notebook: none, shows
    `,
  },
};
