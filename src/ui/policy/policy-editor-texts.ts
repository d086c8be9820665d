import { html } from 'lit';
import { count } from '../kit/format.ts';

/** Every text of the policy editor and of the findings. */
export const TEXTS = {
  label: 'Policy document',
  plainLabel: 'Policy document (the editor could not be loaded; use this text field)',
  keys: 'Press Ctrl+Space for suggestions. Tab indents. To move focus out of the editor, press Escape, then Tab.',
  meter: 'Policy size',
  bytes: (used: number, max: number) => `${count(used)} of ${count(max)} bytes`,
  tooManyBytes: (used: number, max: number) => `${count(used)} of ${count(max)} bytes: exceeds the maximum`,
  nearlyFull: (max: number) =>
    `The maximum size of a key policy is ${count(max)} bytes. Grants and IAM policies do not count toward this limit: use them for temporary or narrowly scoped permissions.`,
  validating: 'Validating policy…',
  noFindings: 'No findings.',
  findings: (howMany: number) => (howMany === 1 ? '1 finding.' : `${count(howMany)} findings.`),
  list: {
    label: 'Findings',
    severities: {
      error: 'Error',
      security: 'Security warning',
      warning: 'Warning',
      suggestion: 'Suggestion',
    },
    line: (line: number) => `line ${line}`,
    goToLine: (line: number) => `Go to line ${line}`,
    inStatement: (sid: string, finding: string) => html`${sid}: ${finding}`,
    account: (id: string) => `account ${id}`,
    create: (name: string) => `Create ${name}`,
  },
  fixes: {
    replace: (value: string) => `Change to ${value}`,
    rename: (name: string) => `Rename to ${name}`,
    remove: 'Remove element',
    add: (member: string) => `Add ${member}`,
    insertComma: 'Insert comma',
    removeComma: 'Remove comma',
  },
  jsonEnds: 'Invalid JSON: unexpected end of input.',
  jsonUnexpected: (character: string) => `Invalid JSON: unexpected “${character}”.`,
};
