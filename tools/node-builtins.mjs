/**
 * Node's own modules in a bundle that runs in browsers and in Node. Vite replaces them by an empty stub, and a package
 * that finds itself in Node then fails on the stub: `_crypto.randomBytes is not a function`.
 */

/** The Node modules that bundled packages ask for when they run in Node. */
const BUILTINS = new Set(['crypto', 'node:crypto']);

const PREFIX = '\0node-builtin:';

/**
 * A stub of a browser build: Vite's own (`false` in a package's `browser` field included), and the packages that stand
 * in for Node's modules.
 */
const STUB =
  /__vite-browser-external|(?:^|\/)browser-external:|\/node_modules\/(?:buffer|browserify-[^/]+|crypto-browserify|crypto-js|node-stdlib-browser|process|randombytes|readable-stream|stream-browserify)\//;

/**
 * Resolves the Node modules that bundled packages require to the modules of the Node that the bundle runs in, and to
 * undefined in a browser. A static import of `node:crypto` would not load in a browser, so the bundle asks at run time.
 * @returns {import('vite').Plugin}
 */
export function nodeBuiltins() {
  return {
    name: 'strongroom-node-builtins',
    enforce: 'pre',
    resolveId: (id) => (BUILTINS.has(id) ? PREFIX + id.replace(/^node:/, '') : undefined),
    load: (id) =>
      id.startsWith(PREFIX)
        ? `module.exports = globalThis.process?.getBuiltinModule?.('node:${id.slice(PREFIX.length)}');`
        : undefined,
  };
}

/**
 * Fails the build when it holds a browser stub of a Node module.
 * @returns {import('vite').Plugin}
 */
export function refuseBrowserStubs() {
  return {
    name: 'strongroom-refuse-browser-stubs',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        const stub = chunk.type === 'chunk' ? chunk.moduleIds.find((id) => STUB.test(id)) : undefined;
        if (stub === undefined) continue;
        const importers = [
          ...(this.getModuleInfo(stub)?.importers ?? []),
          ...(this.getModuleInfo(stub)?.dynamicImporters ?? []),
        ];
        this.error(
          `${chunk.fileName} holds a browser stub of a Node module (${stub}), which fails in Node. Imported by: ${importers.join(', ') || 'unknown'}. Add the module to BUILTINS in tools/node-builtins.mjs.`,
        );
      }
    },
  };
}
