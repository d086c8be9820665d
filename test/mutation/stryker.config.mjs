/**
 * `npm run test:mutation`: Stryker changes the code that decides who may do what, one expression at a time; the
 * authorization cases must notice.
 */

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'src/engine/authorization/**/*.ts',
    // These advise on policies that a person writes; they decide nothing.
    '!src/engine/authorization/policy/{policy-findings,locate-policy-error,nearest-name}.ts',
    'src/engine/policies/validate-key-policy.ts',
    'src/engine/directory/unique-ids.ts',
    'src/engine/operations/retire-grant.ts',
  ],
  // Explanations are texts for people, which the cases do not compare.
  mutator: { excludedMutations: ['StringLiteral'] },
  plugins: ['./test/mutation/case-runner.mjs'],
  testRunner: 'authorization-cases',
  testRunnerNodeArgs: ['--import', 'tsx'],
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/dist', '/library', '/public', '/test/{bench,e2e,pictures,ui,vectors}', '/src/ui'],
  tempDirName: 'node_modules/.cache/stryker',
  // Percent of mutants that a case notices; below `break` the command fails. The rest changes explanations alone, or
  // nothing.
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'node_modules/.cache/mutation.json' },
  clearTextReporter: { logTests: false, reportTests: false },
};
