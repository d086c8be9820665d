/**
 * The dependency rule: one row per room of `src/` with everything that it may import, `import type` included. The last
 * row that holds a file governs it. A room may always import itself, unless `never` says otherwise.
 * tools/dependency-rule.js turns the table into lint errors; test/architecture plants breaches of every row and sees
 * each refused.
 */

/**
 * @typedef {object} Room
 * @property {string} room folder or file under `src/`
 * @property {string[]} may rooms that it may import (a room includes the rooms inside it)
 * @property {RegExp} [files] the row governs only the files of the room whose path matches
 * @property {(string | RegExp)[]} [never] rooms, or files by a pattern of their path, that it may not import, although
 *   `may` or its own name would allow it
 * @property {string[]} packages npm packages that it may import: a name, `@scope/*`, or either after `type:` for
 *   `import type` alone
 */

const SDK_TYPES = ['type:@aws-sdk/client-kms', 'type:@smithy/types'];
const ELEMENTS = ['lit', '@lit/context', '@lit/task', '@lit-labs/virtualizer'];

const UNDER_ENGINE = ['base', 'model', 'crypto'];
const OVER_CUSTODY = ['base', 'model', 'engine'];
/** The files of custody that know how material is kept: all but the contract and what picks. */
const KEEPERS = /^engine\/custody\/(?!custodian(?:-of)?\.ts$)/;
const UNDER_WORKER = ['base', 'model', 'cloudhsm', 'external-key-manager', 'engine', 'seed', 'storage', 'protocol'];
const UNDER_UI = ['base', 'model', 'client', 'envelope', 'services', 'labs', 'class'];

/** What the features of the UI share. */
const SHARED_BY_FEATURES = ['ui/page', 'ui/kit', 'ui/policy-text', 'ui/decision', 'ui/operation-form', 'ui/styles'];
/**
 * The files of a feature that act on the sandbox: its pages, tabs, dialogs and popovers, and the loaders that these
 * share.
 */
const ACTS_ON_SANDBOX = /\/(?:(?!strong-)[^/]+-(?:page|tab|dialog|popover|panel)|load-[^/]+)\.ts$/;
/** The elements of a feature: they take properties and fire events. */
const ELEMENT_FILE = /\/strong-[^/]+\.ts$/;

/** What other features draw already, and pictures of labs show. */
const DRAWN_BY_FEATURES = [
  'ui/activity/strong-timeline.ts',
  'ui/activity/strong-timeline-picture.ts',
  'ui/activity/timeline.ts',
  'ui/activity/timeline-words.ts',
  'ui/quotas/quota-usage.ts',
  'ui/quotas/strong-gauge.ts',
];

/**
 * The rows of a feature of the UI: it imports only what all features share. Its elements reach neither a client nor
 * what acts on the sandbox.
 * @param {string} name folder under `src/ui/`
 * @param {string[]} [features] features that it may import, where the product needs it
 * @returns {Room[]}
 */
function feature(name, features = []) {
  const room = `ui/${name}`;
  const ground = ['base', 'model', 'envelope', ...SHARED_BY_FEATURES];
  return [
    { room, may: [...ground, ...features], packages: ELEMENTS },
    { room, files: ACTS_ON_SANDBOX, may: [...UNDER_UI, ...SHARED_BY_FEATURES, ...features], packages: ELEMENTS },
    { room, files: ELEMENT_FILE, may: ground, never: [ACTS_ON_SANDBOX, 'model/sandbox.ts'], packages: ELEMENTS },
  ];
}

/** @type {Room[]} */
export const ROOMS = [
  { room: 'base', may: [], packages: ['@noble/hashes', '@scure/base'] },
  { room: 'base/json-text.ts', may: ['base'], packages: ['jsonc-parser'] },
  { room: 'model', may: ['base'], packages: SDK_TYPES },

  { room: 'crypto', may: ['base', 'model'], packages: ['@noble/*', 'node-forge', 'sm-crypto-v2'] },
  { room: 'crypto/request-signature.ts', may: ['base'], packages: ['@smithy/signature-v4'] },
  // An external key manager knows nothing of KMS: it speaks the published API of its proxy.
  { room: 'external-key-manager', may: ['base', 'model', 'crypto'], packages: [] },
  { room: 'storage', may: ['base', 'model'], packages: ['idb', '@js-sdsl/ordered-map'] },
  {
    room: 'protocol',
    may: ['base', 'model', 'crypto/request-signature.ts'],
    packages: ['type:@smithy/types', '@aws-sdk/xml-builder'],
  },

  // Systems outside of KMS. The engine reaches them by a port, and they never reach it.
  { room: 'cloudhsm', may: ['base', 'model', 'crypto'], packages: [] },

  { room: 'engine', may: UNDER_ENGINE, packages: [] },
  {
    room: 'engine/authorization',
    may: [...UNDER_ENGINE, 'engine'],
    never: ['engine/operations'],
    packages: ['ipaddr.js'],
  },
  { room: 'engine/audit', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/quotas', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/cost', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/services', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  { room: 'engine/clock', may: [...UNDER_ENGINE, 'engine'], never: ['engine/operations'], packages: [] },
  {
    room: 'engine/custody',
    may: [
      ...UNDER_ENGINE,
      'engine/transaction',
      'engine/encryption-context.ts',
      'engine/key-stores/use-cluster.ts',
      'engine/external-key-store',
    ],
    packages: [],
  },
  // Material is made and used through its custodian alone, whatever keeps it.
  {
    room: 'engine/keys',
    may: [...OVER_CUSTODY, 'crypto/pairs.ts'],
    never: ['engine/operations', KEEPERS],
    packages: [],
  },
  { room: 'engine/operations', may: OVER_CUSTODY, never: ['engine/operations', KEEPERS], packages: [] },
  { room: 'engine/operations/index.ts', may: ['base', 'model', 'engine'], packages: [] },

  { room: 'seed', may: ['base', 'model'], packages: ['@cfworker/json-schema'] },

  { room: 'worker', may: UNDER_WORKER, packages: ['comlink'] },
  {
    room: 'worker/host.ts',
    may: [...UNDER_WORKER, 'worker'],
    never: ['worker/main.ts', 'worker/app.ts'],
    packages: [],
  },

  { room: 'client', may: ['base', 'model'], packages: [...SDK_TYPES, 'comlink'] },
  { room: 'envelope', may: ['base', 'model', 'crypto'], packages: ['comlink', 'hash-wasm'] },
  { room: 'services', may: ['base', 'model', 'client', 'envelope'], packages: [] },
  { room: 'labs', may: ['base', 'model', 'client', 'services'], packages: ['@cfworker/json-schema'] },

  // Class files and reports are documents: nothing here calls a sandbox.
  {
    room: 'class',
    may: [
      'base',
      'model',
      'labs',
      'seed/document-problems.ts',
      'services/canonical-json.ts',
      'services/sign-report.ts',
      'services/verify-report.ts',
    ],
    packages: ['@cfworker/json-schema'],
  },

  // What every page stands on, lowest first.
  { room: 'ui/styles', may: [], packages: ['lit'] },
  { room: 'ui/kit', may: ['base', 'model', 'ui/styles'], packages: ELEMENTS },
  { room: 'ui/page', may: [...UNDER_UI, 'ui/kit', 'ui/styles'], packages: ELEMENTS },
  { room: 'ui/policy-text', may: ['base', 'model', 'ui/page', 'ui/kit', 'ui/styles'], packages: ELEMENTS },
  { room: 'ui/decision', may: [...UNDER_UI, 'ui/policy-text', 'ui/page', 'ui/kit', 'ui/styles'], packages: ELEMENTS },
  { room: 'ui/operation-form', may: ['base', 'model', 'ui/page', 'ui/kit', 'ui/styles'], packages: ELEMENTS },
  // The features. `key` holds the tabs of a key; their code lies in the features.
  ...feature('access', ['ui/policy']),
  ...feature('activity'),
  ...feature('blast-radius'),
  // Its elements show a report, which is data.
  {
    room: 'ui/blast-radius',
    files: ELEMENT_FILE,
    may: ['base', 'model', 'services/blast-radius/blast-radius-types.ts', ...SHARED_BY_FEATURES],
    never: [ACTS_ON_SANDBOX, 'model/sandbox.ts'],
    packages: ELEMENTS,
  },
  // Asks before a change of any feature.
  {
    room: 'ui/blast-radius/confirm-change.ts',
    may: [...UNDER_UI, ...SHARED_BY_FEATURES, 'ui/blast-radius'],
    packages: [],
  },
  ...feature('class', ['class', 'labs', 'services/sign-report.ts', 'ui/labs']),
  // Its elements show classes, labs and reports, which are data.
  {
    room: 'ui/class',
    files: ELEMENT_FILE,
    may: ['base', 'model', 'class', 'labs/lab.ts', 'ui/labs/lab-course.ts', ...SHARED_BY_FEATURES],
    never: [ACTS_ON_SANDBOX, 'model/sandbox.ts'],
    packages: ELEMENTS,
  },
  ...feature('clock'),
  ...feature('code'),
  ...feature('cost'),
  ...feature('import', ['ui/blast-radius']),
  {
    room: 'ui/cost/strong-day-plot.ts',
    may: ['model', ...SHARED_BY_FEATURES, 'ui/cost'],
    packages: [...ELEMENTS, 'uplot'],
  },
  ...feature('directory'),
  ...feature('envelope', ['ui/labs/strong-continue-lab.ts']),
  ...feature('glossary'),
  ...feature('grants'),
  ...feature('key', [
    'ui/access',
    'ui/activity',
    'ui/blast-radius',
    'ui/grants',
    'ui/import',
    'ui/policy',
    'ui/replicas',
    'ui/use',
  ]),
  ...feature('key-stores', ['ui/blast-radius']),
  ...feature('keys', ['ui/blast-radius']),
  ...feature('labs', ['labs', 'ui/glossary', 'ui/pictures/picture-panel.ts']),
  ...feature('pictures', ['services/ledger/ledger-entries.ts', ...DRAWN_BY_FEATURES]),
  {
    room: 'ui/pictures',
    files: ELEMENT_FILE,
    may: ['base', 'model', 'services/ledger/ledger-entries.ts', ...SHARED_BY_FEATURES, ...DRAWN_BY_FEATURES],
    never: [ACTS_ON_SANDBOX, 'model/sandbox.ts'],
    packages: ELEMENTS,
  },
  { room: 'ui/pictures/picture-source.ts', may: ['client'], packages: [] },
  // Its elements show labs and progress, which are data. They run none.
  {
    room: 'ui/labs',
    files: ELEMENT_FILE,
    may: [
      'base',
      'model',
      'labs/lab.ts',
      'labs/lab-languages.ts',
      'labs/lab-step.ts',
      'labs/lab-value.ts',
      'labs/labs.ts',
      'labs/progress.ts',
      'labs/recording/recorded-entry.ts',
      'labs/recording/recording.ts',
      'ui/glossary',
      ...SHARED_BY_FEATURES,
    ],
    never: [ACTS_ON_SANDBOX, 'model/sandbox.ts'],
    packages: ELEMENTS,
  },
  ...feature('policy', ['ui/blast-radius', 'ui/use']),
  // The policy editor asks the engine for previews and runs the permission tests.
  {
    room: 'ui/policy',
    files: /\/(?:policy-preview|policy-previewer|policy-effect|permission-tests|permission-tests-export)\.ts$/,
    may: [...UNDER_UI, ...SHARED_BY_FEATURES, 'ui/use'],
    packages: ELEMENTS,
  },
  // The profile of request quotas is a setting: both pages show it.
  ...feature('quotas', ['ui/settings']),
  // What a run holds and does is written to the ledger.
  { room: 'ui/quotas/run-ledger.ts', may: ['base', 'services/ledger', 'ui/quotas'], packages: [] },
  ...feature('proxies'),
  ...feature('replicas'),
  ...feature('services'),
  // The pages of services as data: each row calls its service.
  {
    room: 'ui/services',
    files:
      /\/(?:services-of|service-pages|service-action|action-fields|field-of-error|report-texts|services-texts)\.ts$/,
    may: [...UNDER_UI, ...SHARED_BY_FEATURES],
    packages: [],
  },
  // It shows a signed report, which is data.
  {
    room: 'ui/services/strong-shredding-report.ts',
    may: ['base', 'model', 'services/tenant-table/shredding-report.ts', 'ui/services', ...SHARED_BY_FEATURES],
    packages: ELEMENTS,
  },
  ...feature('settings'),
  ...feature('simulator'),
  ...feature('use'),
  { room: 'ui/shell', may: [...UNDER_UI, 'ui'], packages: ELEMENTS },
  {
    room: 'ui/envelope/matches-public-key.ts',
    may: ['base', 'model'],
    packages: ['@noble/curves', '@noble/hashes', '@noble/post-quantum', 'sm-crypto-v2'],
  },
  // Verifies with a public key as any program can, by the same families as the engine.
  { room: 'ui/key/verify-offline.ts', may: ['base', 'model', 'crypto/families.ts'], packages: [] },
  { room: 'ui/activity/archive-zip.ts', may: ['base', 'model'], packages: ['fflate'] },
  { room: 'ui/import/import-package.ts', may: ['base', 'model', 'ui/import'], packages: ['fflate'] },
  {
    room: 'ui/import/wrap-material.ts',
    may: ['base', 'model', 'crypto/ec-encoding.ts', 'ui/import'],
    packages: ['@noble/ciphers', '@noble/curves', 'sm-crypto-v2'],
  },
  // Needs the URL of the script of the worker, and nothing that is in it.
  {
    room: 'ui/labs/record/open-proof-sandbox.ts',
    may: ['client', 'model', 'ui/labs', 'ui/page/relay-link.ts'],
    packages: [],
  },
  { room: 'ui/policy-text/policy-diff.ts', may: ['ui/policy-text'], packages: ['diff'] },
  {
    room: 'ui/policy/strong-policy-code.ts',
    may: ['base', 'model', 'ui/policy', ...SHARED_BY_FEATURES],
    never: [ACTS_ON_SANDBOX],
    packages: [...ELEMENTS, 'codemirror', '@codemirror/*', '@lezer/highlight'],
  },

  { room: 'pwa', may: ['base', 'model'], packages: ['workbox-window'] },
  {
    room: 'pwa/service-worker.ts',
    may: ['base', 'model', 'worker/host.ts', 'pwa/security-headers.json', 'pwa/relay-headers.json'],
    packages: ['workbox-precaching', 'workbox-routing'],
  },

  // The document of the relay: one script, which shares only the types of its messages.
  { room: 'relay', may: ['model/relay-messages.ts'], packages: [] },

  // The first script of the page: everything that it imports delays the start of the worker.
  {
    room: 'start.ts',
    may: [
      'client/stored-commits.ts',
      'ui/page/browser-storage.ts',
      'ui/page/parse-address.ts',
      'ui/shell/page-loaders.ts',
    ],
    packages: [],
  },
  {
    room: 'main.ts',
    may: ['base/yield-to-event-loop.ts', 'ui', 'client', 'envelope', 'pwa/update.ts', 'library.ts', 'start.ts'],
    packages: ['comlink'],
  },
  {
    room: 'library.ts',
    may: ['client', 'envelope', 'services/service-methods.ts', 'services/services.ts'],
    packages: [],
  },
  { room: 'library-exports.ts', may: ['client', 'envelope', 'model', 'services', 'library.ts'], packages: [] },
  {
    room: 'index.ts',
    may: ['client', 'model', 'library.ts', 'library-exports.ts', 'start-workers.ts'],
    packages: [],
  },
  { room: 'start-workers.ts', may: [], packages: [] },
  {
    room: 'memory.ts',
    may: ['client', 'envelope', 'model', 'library.ts', 'library-exports.ts', 'worker/memory-host.ts'],
    packages: [],
  },
  { room: 'labs.ts', may: ['base', 'client', 'labs', 'memory.ts'], packages: [] },
  {
    room: 'vitest.ts',
    may: ['client', 'library-exports.ts', 'memory.ts'],
    packages: ['vitest'],
  },
  // The command of the package: the only code that runs in Node alone.
  {
    room: 'endpoint',
    may: ['base', 'model', 'labs.ts', 'labs/lab-file-rules.ts', 'memory.ts', '../package.json'],
    packages: ['node:fs/promises', 'node:http', 'node:net', 'node:util'],
  },
];
