import { html } from 'lit';

/** Every text of the permission tests. */
export const TEXTS = {
  heading: 'Permission tests',
  saved: 'Permission tests saved.',
  notSaved: 'The browser could not store the tests. They are lost when you leave this page.',
  exported: (file: string) => `Tests exported to ${file}.`,
  none: 'No permission tests. A test states whether a principal should be allowed to call an operation on this key. Tests run against every policy change.',
  export: 'Export tests',
  exportHint: html`Downloads a Node.js script that runs these tests against this policy and the current directory. Use
    it in a CI pipeline with the <code>strongroom</code> package.`,
  exportDraftHint: html`Downloads a Node.js script that runs these tests against your draft policy and the current
    directory. Use it in a CI pipeline with the <code>strongroom</code> package.`,
  /** The verdict with the draft policy, or with the stored one. */
  running: 'Running tests…',
  pass: {
    draft: html`<b>All tests pass</b> with your draft policy.`,
    stored: html`<b>All tests pass</b> with the stored policy.`,
  },
  fail: {
    draft: (failing: number, all: number) =>
      html`<b>${failing} of ${all} ${all === 1 ? 'test fails' : 'tests fail'}</b> with your draft policy.`,
    stored: (failing: number, all: number) =>
      html`<b>${failing} of ${all} ${all === 1 ? 'test fails' : 'tests fail'}</b> with the stored policy.`,
  },
  /** The name of a test in the exported script. */
  testName: (caller: string, operation: string, expected: 'allow' | 'deny') =>
    expected === 'allow' ? `${caller} is allowed ${operation}` : `${caller} is denied ${operation}`,
  testNameWithContext: (caller: string, operation: string, expected: 'allow' | 'deny', pairs: string) =>
    expected === 'allow'
      ? `${caller} is allowed ${operation} with ${pairs}`
      : `${caller} is denied ${operation} with ${pairs}`,
  /** The first comment of the exported script, and what it says about its parts. */
  script: {
    about: (file: string) => [
      'Permission tests of a key policy, exported from Strongroom. They run in Node.js 20 or later with the package strongroom:',
      `node --test ${file}`,
      'Grants are not exported: a test whose result depends on a grant fails.',
    ],
    keyArn: 'The key gets a new ARN. It replaces the exported one everywhere.',
    accountsLast: 'Organization policies come last, because they could deny creating the key.',
  },
  results: 'Test results',
  caller: 'Caller',
  operation: 'Operation',
  expected: 'Expected',
  storedPolicy: 'Stored policy',
  draftPolicy: 'Draft policy',
  outcomes: { allow: 'allowed', deny: 'denied' },
  asExpected: (result: string) => html`${result}<span class="unseen">, as expected</span>`,
  notAsExpected: (result: string) => html`${result}<span class="unseen">, not as expected</span>`,
  pending: '…',
  context: (pairs: string) => `with ${pairs}`,
  removeTest: (caller: string, operation: string) => `Remove the test: ${caller} ${operation}`,
  form: {
    caller: 'Caller',
    operation: 'Operation',
    uses: 'Use the key',
    manages: 'Manage the key',
    expected: 'Expected result',
    context: 'Encryption context',
    add: 'Add test',
  },
};
