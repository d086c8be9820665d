/**
 * Keeps the literal form of workers in the built package: `new Worker(new URL("./worker.js", import.meta.url), …)` is
 * what webpack, Turbopack, Vite and Parcel recognize. Vite's library build nests another `new URL` in it.
 */

/** What Vite writes for the URL of a worker. */
const NESTED =
  /new URL\(\s*(?:\/\*[^*]*\*\/\s*)?(?:""\s*\+\s*)?new URL\("([\w-]+\.js)", import\.meta\.url\)\.href,\s*(?:""\s*\+\s*)?import\.meta\.url\s*\)/g;

/** The literal form, from which bundlers read the name of the file. */
const LITERAL = /new Worker\(new URL\("\.\/([\w-]+\.js)", import\.meta\.url\), \{\s*type: "module"\s*\}\)/g;

/** The entry that starts the workers. */
const ENTRY = /\/src\/index\.ts$/;

/**
 * Writes the literal form. If the bundle has the entry of the package, fails the build unless each of these files is
 * started in one place.
 * @param {readonly string[]} files names of the workers' files
 * @returns {import('vite').Plugin}
 */
export function literalWorkers(files) {
  return {
    name: 'strongroom-literal-workers',
    // Vite writes the URLs when it renders the chunks.
    generateBundle(_options, bundle) {
      /** @type {string[]} */
      const started = [];
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.code.replaceAll(NESTED, 'new URL("./$1", import.meta.url)');
        started.push(...[...chunk.code.matchAll(LITERAL)].map(([, file = '']) => file));
      }
      const isPackage = Object.values(bundle).some(
        (chunk) => chunk.type === 'chunk' && ENTRY.test(chunk.facadeModuleId ?? ''),
      );
      if (isPackage && started.sort().join() !== [...files].sort().join())
        this.error(`The literal form starts ${started.join(', ') || 'no worker'} instead of ${files.join(', ')}.`);
    },
  };
}
