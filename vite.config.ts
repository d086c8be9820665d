import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { bundledLicences } from './tools/bundled-licences.mjs';
import { literalWorkers } from './tools/literal-workers.mjs';
import { relayDocumentPlugin } from './tools/relay-document.mjs';
import { nodeBuiltins, refuseBrowserStubs } from './tools/node-builtins.mjs';

const SERVICE_WORKER = 'src/pwa/service-worker.ts';

/**
 * Gives the built page its policy as a meta element too: a host that sends no headers is then covered from the first
 * load.
 */
function metaPolicy(): Plugin {
  const headers: Record<string, string> = JSON.parse(readFileSync('src/pwa/security-headers.json', 'utf8'));
  // Browsers ignore this one directive in a meta element and complain about it.
  const policy = headers['Content-Security-Policy']?.replace(/frame-ancestors [^;]+; /, '');
  return {
    name: 'strongroom-meta-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy ?? '' },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * Runs src/start.ts before the entry, which imports it, has arrived: an element of its own runs it once it is loaded.
 * Both get the same instance of the module.
 */
function runFirst(): Plugin {
  return {
    name: 'strongroom-run-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === FIRST_SCRIPT.name);
        if (!chunk) throw new Error('The build has no chunk of src/start.ts.');
        const attrs = { type: 'module', async: true, crossorigin: true, src: `./${chunk.fileName}` };
        return [{ tag: 'script', attrs, injectTo: 'head' }];
      },
    },
  };
}

/**
 * Makes an ES module of ipaddr.js. The bundler would import its helper for CommonJS from a file of its own, and every
 * worker would wait for that file too before it starts.
 */
function ipaddrModule(): Plugin {
  return {
    name: 'strongroom-ipaddr-module',
    apply: 'build',
    transform: {
      filter: { id: /\/ipaddr\.js\/lib\/ipaddr\.js$/ },
      handler: (code) => ({
        code: `const module = { exports: {} };\n${code}\nexport default module.exports;\n`,
        map: null,
      }),
    },
  };
}

/**
 * A worker's file is named after its room or itself: `worker/main.ts` becomes `worker`, `envelope/hash-worker.ts`
 * becomes `hash-worker`.
 */
const workerName = (chunk: { name: string; facadeModuleId: string | null }) =>
  chunk.facadeModuleId?.endsWith('/worker/app.ts') || chunk.facadeModuleId?.endsWith('/worker/main.ts')
    ? 'worker'
    : chunk.name;

/** Adds the JSON Schemas of seed documents and of labs to the package. */
function documentSchemas(): Plugin {
  return {
    name: 'strongroom-document-schemas',
    generateBundle() {
      for (const file of ['src/model/seed-schema.json', 'src/labs/lab-schema.json'])
        this.emitFile({ type: 'asset', fileName: path.basename(file), source: readFileSync(file, 'utf8') });
    },
  };
}

const licences = {
  library: bundledLicences({ root: import.meta.dirname, list: false }),
  app: bundledLicences({ root: import.meta.dirname, list: true }),
};

/**
 * `vite build --mode library`: the package's entries, each with everything that it needs. `npm pack` takes the folder.
 */
const library: UserConfig = {
  base: './',
  publicDir: false,
  build: {
    outDir: 'library',
    target: 'es2023',
    minify: false,
    reportCompressedSize: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        labs: 'src/labs.ts',
        memory: 'src/memory.ts',
        vitest: 'src/vitest.ts',
        strongroom: 'src/endpoint/main.ts',
      },
      formats: ['es'],
    },
    // What the command imports of Node; `node:crypto` is another matter: see tools/node-builtins.mjs. And Vitest, which
    // the tests of an app bring.
    rolldownOptions: { external: ['node:fs/promises', 'node:http', 'node:net', 'node:util', 'vitest'] },
  },
  plugins: [
    nodeBuiltins(),
    refuseBrowserStubs(),
    literalWorkers(['hash-worker.js', 'worker.js']),
    documentSchemas(),
    licences.library.collectAndWrite(),
  ],
  // One file each: some bundlers take a worker's URL for a file that they copy, and would leave its parts behind. Not
  // minified: the bundler of the app does that, and Turbopack cannot parse the minified file.
  worker: {
    format: 'es',
    plugins: () => [nodeBuiltins(), refuseBrowserStubs(), licences.library.collect()],
    rolldownOptions: {
      output: { entryFileNames: (chunk) => `${workerName(chunk)}.js`, codeSplitting: false, minify: false },
    },
  },
};

/** A pattern of modules by the ends of their paths. */
const modules = (...patterns: readonly string[]) => new RegExp(`/(?:${patterns.join('|')})$`);
/** Everything that an entry imports statically is one file: each further request costs time at the start. */
const ONE_FILE = { name: 'app', tags: ['$initial' as const], priority: 1 };
/** The first script of the page with all that it imports, apart from the rest. `runFirst` gives it an element. */
const FIRST_SCRIPT = { name: 'start', test: /\/src\/start\.ts$/, priority: 2 };
/** The first page of most visits, with all that the app does not load before. */
const HOME = { name: 'home', test: modules('home-page\\.ts') };
/** What Home loads after its first render. */
const HOME_PARTS = {
  name: 'home-parts',
  test: modules(
    'ui/envelope/(?:strong-(?:attack(?:\\.styles)?|prediction|tampering))\\.ts',
    'ui/envelope/(?:attack|tampering)-texts\\.ts',
    'ui/envelope/(?:message-anatomy|tamper)\\.ts',
  ),
};
/** What Home and the pages of labs share. */
const LAB_PARTS = {
  name: 'lab-parts',
  test: modules('ui/labs/(?:last-lab|labs-texts|strong-continue-lab)\\.ts'),
};
/** The parsers of encrypted messages. */
const MESSAGE_PARTS = {
  name: 'message-parts',
  test: modules('envelope/(?:frame-front|header|inspect|message-fault|parse-header)\\.ts'),
};
/** Parts of several pages but Home, each too small for a request of its own. */
const PAGE_PARTS = {
  name: 'page-parts',
  test: modules(
    'base/(?:base64|hex)\\.ts',
    'model/(?:algorithms|gaps)\\.ts',
    'ui/glossary/glossary-texts\\.ts',
    'ui/kit/(?:every-second|form-text|save-file|skeleton|strong-dialog|strong-progress)\\.ts',
    'ui/page/(?:custody|lab-markup|projector-mode|render-markup|spec-offer|strong-state)\\.ts',
    'ui/styles/pieces\\.ts',
    '@lit/task/.+',
    '@scure/base/.+',
    'lit/directives/.+',
    'lit-html/(?:directive-helpers|directives/(?:keyed|live|repeat))\\.js',
  ),
};
/** The same, of pages that show calls. */
const CALL_PARTS = {
  name: 'call-parts',
  test: modules(
    'ui/kit/(?:sensitive-texts|strong-bytes|strong-pairs)\\.ts',
    'ui/page/(?:caller-texts|strong-call|strong-snippet)\\.ts',
    'model/(?:policy-name|shapes|tag-text)\\.ts',
  ),
};

/**
 * The operations that the worker loads when they are called, each too small for a request of its own. Those of key
 * stores, imported material and replicas stay apart: few sandboxes use them.
 */
const OPERATIONS = {
  name: 'operations',
  test: /\/engine\/operations\/(?![^/]*(?:key-store|import|replicate|primary-region))[^/]+\.ts$/,
};

const app: UserConfig = {
  base: './',
  server: { port: Number(process.env['PORT'] ?? 5173), strictPort: true },
  build: {
    target: 'es2023',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [FIRST_SCRIPT, ONE_FILE, HOME, PAGE_PARTS, CALL_PARTS, MESSAGE_PARTS, LAB_PARTS, HOME_PARTS],
        },
      },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [ipaddrModule(), licences.app.collect()],
    rolldownOptions: {
      output: {
        entryFileNames: (chunk) => `assets/${workerName(chunk)}-[hash].js`,
        codeSplitting: { groups: [ONE_FILE, OPERATIONS] },
      },
    },
  },
  plugins: [
    metaPolicy(),
    relayDocumentPlugin(),
    runFirst(),
    licences.app.collectAndWrite(),
    existsSync(SERVICE_WORKER) &&
      VitePWA({
        strategies: 'injectManifest',
        srcDir: 'src/pwa',
        filename: 'service-worker.ts',
        manifest: false,
        injectRegister: false,
        injectManifest: {
          target: 'es2023',
          // A classic script: as an ES module it would hold Vite's loader of parts, which no service worker can run.
          rollupFormat: 'iife',
          buildPlugins: { vite: [licences.app.collectAndWrite()] },
          globPatterns: ['**/*.{html,js,css,svg,png,woff2,webmanifest,json,wasm}', 'licences.txt'],
          globIgnores: ['.vite/**', 'service-worker.js'],
          maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        },
      }),
  ],
};

export default defineConfig(({ mode }) => (mode === 'library' ? library : app));
