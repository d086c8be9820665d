/** Builds an app by webpack, with its settings for production, not minified. */
import path from 'node:path';
import webpack from 'webpack';

/** Builds `app.js` of a folder. Returns errors and warnings, those about the size of the files aside. */
export function buildByWebpack(app: string, outDir: string): Promise<string[]> {
  const compiler = webpack({
    mode: 'production',
    context: app,
    entry: { app: './app.js' },
    output: { path: outDir, filename: '[name].js' },
    performance: { hints: false },
    // Takes most of the time, and has no part in finding the workers.
    optimization: { minimize: false },
  });
  return new Promise((resolve, reject) => {
    if (compiler === null) return reject(new Error('webpack gave no compiler.'));
    compiler.run((error, stats) => {
      compiler.close(() => undefined);
      if (error || stats === undefined) return reject(error ?? new Error('webpack gave no result.'));
      const { errors = [], warnings = [] } = stats.toJson({ all: false, errors: true, warnings: true });
      resolve(
        [...errors, ...warnings].map(({ message, moduleName }) => `${path.basename(moduleName ?? '')}: ${message}`),
      );
    });
  });
}
