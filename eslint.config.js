import js from '@eslint/js';
import globals from 'globals';
import * as lit from 'eslint-plugin-lit';
import * as wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { dependencyRule } from './tools/dependency-rule.js';
import { noInlineText } from './tools/no-inline-text.js';
import { noMessageMatching } from './tools/no-message-matching.js';

/** What the engine gets through its ports (clock, randomness, database) and may not reach for itself. */
const AMBIENT = [
  'fetch',
  'indexedDB',
  'document',
  'window',
  'self',
  'globalThis',
  'localStorage',
  'sessionStorage',
  'navigator',
  'location',
  'performance',
  'setTimeout',
  'setInterval',
  'requestAnimationFrame',
  'BroadcastChannel',
  'postMessage',
  'caches',
];
const AMBIENT_MESSAGE = 'The engine is pure: what it needs comes through its ports (model/ports.ts).';

/** Globals that exist only in Node, or only because some package's types load Node's. */
const NODE_ONLY = ['Buffer', 'process', 'global', 'require', '__dirname', '__filename', 'setImmediate'];

/** Folders whose lines are longer than 120 columns in places. The list only shrinks. */
const LONG_LINES = ['test/ui/**'];

const lint = tseslint.config(
  { ignores: ['dist/', 'library/', 'node_modules/', 'test/vectors/', 'test/bench/.work/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-param-reassign': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  ...[...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked].map((config) => ({
    ...config,
    files: ['src/**/*.ts'],
  })),
  {
    ignores: LONG_LINES,
    rules: {
      'max-len': [
        'error',
        { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreUrls: true, ignoreRegExpLiterals: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'vite.config.ts'],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'src/worker/tsconfig.json', 'tools/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['describe', 'it', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // An empty text is no value where `||` stands.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // What was caught is passed on as it is, whatever it is.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingUnknown: true, allowThrowingAny: true },
      ],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions', 'methods'] }],
      // `{} extends Pick<T, M>` is how a type tells an optional member.
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // It asks for the assertion that no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `async` also turns a thrown error into a rejection, which is what a function behind a port owes.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { strongroom: { rules: { 'dependency-rule': dependencyRule, 'no-message-matching': noMessageMatching } } },
    rules: {
      'strongroom/dependency-rule': 'error',
      'strongroom/no-message-matching': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-globals': ['error', ...NODE_ONLY],
    },
  },
  {
    // The command of the package runs in Node alone.
    files: ['src/endpoint/**/*.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['src/ui/**/*.ts'],
    ignores: ['src/ui/**/*-texts.ts'],
    plugins: { text: { rules: { 'no-inline-text': noInlineText } } },
    rules: { 'text/no-inline-text': 'error' },
  },
  {
    files: ['src/ui/**/*.ts'],
    ignores: ['src/ui/kit/typed-event.ts', 'src/ui/page/app-state.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name=/^(Custom)?Event$/]',
          message: 'Declare the event with typedEvent (ui/kit/typed-event.ts).',
        },
      ],
    },
  },
  {
    files: ['src/model/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['src/engine/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...NODE_ONLY, ...AMBIENT.map((name) => ({ name, message: AMBIENT_MESSAGE }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: AMBIENT_MESSAGE },
        { object: 'Math', property: 'random', message: AMBIENT_MESSAGE },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: AMBIENT_MESSAGE },
        { selector: 'CallExpression[callee.name="Date"]', message: AMBIENT_MESSAGE },
      ],
    },
  },
  {
    files: ['src/ui/**/*.ts', 'test/ui/**/*.ts'],
    ...lit.configs['flat/recommended'],
  },
  {
    files: ['src/ui/**/*.ts'],
    ...wc.configs['flat/best-practice'],
    rules: {
      ...wc.configs['flat/best-practice'].rules,
      // Lit calls the methods of a template on their element.
      '@typescript-eslint/unbound-method': 'off',
      // A template takes any value, so the rule sees no need for the type that lit-analyzer asks for.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // LitElement always has the lifecycle callbacks, and the listeners that these rules miss are the element's own:
      // they end with it.
      'wc/guard-super-call': 'off',
      'wc/require-listener-teardown': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="waitForFunction"] > :function[async=true]',
          message: 'waitForFunction takes a promise for a yes: use untilTrue (test/e2e/settled.ts).',
        },
      ],
    },
  },
  {
    // The app of the tests of bundlers.
    files: ['test/bundlers/app/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: [
      'tools/**',
      'vite.config.ts',
      'eslint.config.js',
      'test/support/**',
      'test/e2e/**',
      'test/architecture/**',
      'test/bench/**',
      'test/mutation/**',
      '.ci/**',
    ],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
);

export default lint;
