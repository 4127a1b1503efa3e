import type { Table } from '../table';

/** Text and images: nltk, spaCy, gensim; Pillow, OpenCV, scikit-image, imageio. */
export const TEXT_IMAGES: Table = {
  functions: {
    nltk: `
      download: scalar
      data.path.append: none, setting
      data.load: new
      corpus.stopwords.words corpus.*.words corpus.*.sents corpus.*.tagged_words corpus.*.fileids corpus.*.raw
        corpus.wordnet.synsets corpus.**: new
      tokenize.*: new
      word_tokenize sent_tokenize pos_tag regexp_tokenize wordpunct_tokenize: new list
      bigrams ngrams trigrams everygrams: iterator
      util.ngrams: iterator
      FreqDist probability.FreqDist ConditionalFreqDist: holds dict
      *Stemmer* *Lemmatizer stem.**: immutable
      sentiment.**: immutable
      *: new
    `,
    spacy: `
      load blank: new
      require_gpu prefer_gpu: scalar, setting
      displacy.*: new, shows
      cli.download: none
      *: new
    `,
    gensim: `
      # Each model has a generator of its own, with seed 1 unless it is told otherwise; the older ones use numpy's.
      models.KeyedVectors.load_word2vec_format: new, reads 0/fname=
      models.**.load **.load: new, reads 0/fname=
      downloader.load: new
      models.ldamodel.* models.LdaModel models.LdaMulticore: holds, draws numpy unless random_state=
      models.** corpora.** similarities.**: holds
      utils.simple_preprocess parsing.** utils.*: new list
      **: holds
    `,
    textblob: `
      *: new
    `,
    'vaderSentiment.vaderSentiment': `
      *: immutable
    `,
    langdetect: `
      *: new
    `,
    emoji: `
      *: new
    `,
    contractions: `
      *: new
    `,
    'fuzzywuzzy.fuzz rapidfuzz.fuzz thefuzz.fuzz': `
      *: scalar
    `,
    'fuzzywuzzy.process rapidfuzz.process': `
      *: holds
    `,
    PIL: `
      Image.open: new, reads 0/fp=
      Image.fromarray: view
      Image.new Image.blend Image.merge Image.composite Image.frombytes Image.eval: new
      ImageFont.truetype ImageFont.load_default: new, reads 0/font=
      ImageDraw.Draw: holds
      **: new
    `,
    cv2: `
      imread: new ndarray, reads 0/filename=
      imwrite: scalar, writes 0/filename=
      VideoCapture: connection, reads 0
      VideoWriter: connection, writes 0
      imshow destroyAllWindows waitKey: new, shows
      rectangle circle line polylines fillPoly putText drawContours ellipse arrowedLine drawKeypoints drawMatches
        floodFill grabCut: same, changes 0/img= 0/image=
      findContours: new tuple, changes 0/image=
      setNumThreads setRNGSeed: none, setting
      split: new list
      threshold: new tuple
      normalize add subtract multiply addWeighted bitwise_and bitwise_or bitwise_not bitwise_xor: new ndarray, changes 2 3 dst=
      CascadeClassifier *_create: new
      *: new, changes dst=
    `,
    skimage: `
      io.imread: new ndarray, reads 0/fname=
      io.imsave: none, writes 0/fname=
      io.imshow io.show io.imshow_collection: new, shows
      io.imread_collection io.ImageCollection: new, reads 0/load_pattern=
      data.*: new ndarray
      util.random_noise: new ndarray, draws numpy unless seed= ; rng=: new ndarray, changes rng=
      draw.set_color: none, changes 0/image=
      util.img_as_* img_as_*: view ndarray
      transform.[A-Z]* measure.[A-Z]*: holds
      **: new
    `,
    imageio: `
      imread v2.imread v3.imread: new ndarray, reads 0/uri=
      imwrite imsave mimsave v2.imwrite v2.mimsave v3.imwrite: none, writes 0/uri=
      mimread v2.mimread: new list, reads 0/uri=
      get_reader v2.get_reader: file, reads 0/uri=
      get_writer v2.get_writer: file, writes 0/uri=
    `,
    librosa: `
      load core.load: new tuple, reads 0/path=
      display.*: new artist, shows
      **: new
    `,
    soundfile: `
      read: new tuple, reads 0/file=
      write: none, writes 0/file=
    `,
    albumentations: `
      **: holds, draws python
    `,
    pytesseract: `
      *: new
    `,
  },

  methods: {
    unknown: `
      # Pictures of Pillow: most of what they are asked gives a new one.
      convert crop rotate_ transpose_ thumbnail_ getdata getbbox getpixel getbands getcolors histogram quantize: new
      thumbnail paste putpixel putdata putalpha alpha_composite: none, changes receiver
      rectangle ellipse polygon line arc: none, changes receiver
      # Words
      stem lemmatize tokenize polarity_scores word_tokenize sent_tokenize pos_tag synsets: new
      doc2bow: new list
      nlp_pipe: generator
      most_similar similarity wv get_vector similar_by_word: new
      build_vocab train_: none, changes receiver
      print_topics show_topics get_document_topics get_topics: new list
      noun_chunks: holds generator
    `,
  },
};
