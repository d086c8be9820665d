/**
 * The dependency rule: one row per room of `src/` with everything that it may import, `import type` included.
 * The last row that holds a file governs it. A room may always import itself, unless `never` says otherwise.
 * tools/dependency-rule.js turns the table into lint errors; test/architecture plants breaches of every row and sees each refused.
 */

/**
 * @typedef {object} Room
 * @property {string} room        folder or file under `src/`
 * @property {string[]} may       rooms that it may import (a room includes the rooms inside it)
 * @property {RegExp} [files]      the row governs only the files of the room whose path matches
 * @property {(string | RegExp)[]} [never]   rooms, or files by a pattern of their path, that it may not import, although `may` or its own name would allow it
 * @property {string[]} packages  npm packages that it may import: a name, `@scope/*`, or either after `type:` for `import type` alone
 */

const SDK_TYPES = ['type:@aws-sdk/client-kms', 'type:@smithy/types'];
const ELEMENTS = ['lit', '@lit-labs/virtualizer'];

const UNDER_ENGINE = ['base', 'model', 'crypto'];
const UNDER_WORKER = ['base', 'model', 'engine', 'storage', 'protocol'];
const UNDER_UI = ['base', 'model', 'client', 'envelope', 'services', 'labs'];

/** @type {Room[]} */
export const ROOMS = [
  { room: 'base', may: [], packages: ['@noble/hashes', '@scure/base'] },
  { room: 'model', may: ['base'], packages: SDK_TYPES },

  { room: 'crypto', may: ['base', 'model'], packages: ['@noble/*', 'node-forge', 'sm-crypto-v2'] },
  { room: 'storage', may: ['base', 'model'], packages: ['idb', '@js-sdsl/ordered-map'] },
  { room: 'protocol', may: ['base', 'model'], packages: ['@smithy/signature-v4', 'type:@smithy/types'] },

  { room: 'engine', may: UNDER_ENGINE, packages: [] },
  {
    room: 'engine/authorization',
    may: [...UNDER_ENGINE, 'engine'],
    never: ['engine/operations'],
    packages: ['ipaddr.js'],
  },
  { room: 'engine/audit', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/quotas', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/clock', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/operations', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/operations/index.ts', may: ['base', 'model', 'engine'], packages: [] },

  { room: 'worker', may: UNDER_WORKER, packages: ['comlink'] },
  { room: 'worker/host.ts', may: [...UNDER_WORKER, 'worker'], never: ['worker/main.ts'], packages: [] },

  { room: 'client', may: ['base', 'model'], packages: [...SDK_TYPES, 'comlink'] },
  { room: 'envelope', may: ['base', 'model', 'crypto'], packages: ['comlink', 'hash-wasm'] },
  { room: 'services', may: ['base', 'model', 'client', 'envelope'], packages: [] },
  { room: 'labs', may: ['model', 'client', 'services'], packages: [] },

  { room: 'ui', may: UNDER_UI, packages: ELEMENTS },
  // An element of a feature draws what it is given: it reaches neither the client nor a page.
  {
    room: 'ui',
    files: /\/strong-(?!app\.|page\.|key-tab\.|caller-form\.)[^/]+\.ts$/,
    may: ['base', 'model', 'ui'],
    never: ['ui/shell/strong-app.ts', /^ui\/.*-page\.ts$/],
    packages: ELEMENTS,
  },
  { room: 'ui/kit', may: ['base', 'model', 'ui/styles'], packages: ELEMENTS },
  { room: 'ui/policy-text/policy-diff.ts', may: ['ui'], packages: ['diff'] },
  {
    room: 'ui/policy-text/policy-places.ts',
    may: ['model', 'ui'],
    packages: ['@codemirror/lang-json', 'type:@lezer/common'],
  },
  {
    room: 'ui/policy/strong-policy-code.ts',
    may: ['base', 'model', 'ui'],
    packages: [...ELEMENTS, 'codemirror', '@codemirror/*', '@lezer/highlight'],
  },

  { room: 'pwa', may: ['base', 'model'], packages: ['workbox-window'] },
  {
    room: 'pwa/service-worker.ts',
    may: ['base', 'model', 'worker/host.ts', 'pwa/security-headers.json'],
    packages: ['workbox-precaching', 'workbox-routing'],
  },

  { room: 'main.ts', may: ['ui', 'client', 'envelope', 'pwa/update.ts', 'library.ts'], packages: ['comlink'] },
  { room: 'library.ts', may: ['client', 'envelope'], packages: [] },
  { room: 'library-exports.ts', may: ['client', 'envelope', 'model', 'library.ts'], packages: [] },
  { room: 'index.ts', may: ['client', 'envelope', 'model', 'library.ts', 'library-exports.ts'], packages: ['comlink'] },
  {
    room: 'memory.ts',
    may: ['client', 'envelope', 'library.ts', 'library-exports.ts', 'worker/memory-host.ts'],
    packages: [],
  },
];
