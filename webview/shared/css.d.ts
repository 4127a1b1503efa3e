/** esbuild puts imported styles into the page's own .css file. */
declare module '*.css';
