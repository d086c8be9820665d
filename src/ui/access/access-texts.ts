import { html, type TemplateResult } from 'lit';

/** Every text of the Access tab. */
export const TEXTS = {
  intro:
    'Access of every principal in the directory to every operation on this key, evaluated over all policy types and grants. Sessions and services that the key names have rows of their own, as have the newest 100 sets of credentials from AWS STS that session tags or a session policy tell apart. Select a cell to see the decision and its conditions.',
  unsupported: 'Not supported by this key',
  showUnsupported: (howMany: number) =>
    howMany === 1
      ? 'Show 1 operation that this key does not support'
      : `Show ${howMany} operations that this key does not support`,
  cellHeading: (principal: string, operation: string) => `${principal}: ${operation}`,
  evaluating: 'Evaluating…',
  /** `outcome` is what the cell shows. */
  cellDiffers: (outcome: string, operation: string) =>
    `The cell shows the decision for this key alone: ${outcome}. A full ${operation} call involves more resources, so its decision differs.`,
  simulate: 'Open in the simulator',
  saveTest: 'Save as permission test',
  testSaved: 'Test saved. The Key policy tab runs it against every policy change.',
  testNotSaved: 'The browser could not store the test.',
  conditions: {
    heading: 'Allowed only under conditions.',
    hint: 'The request must meet them.',
    /** The conditions of one policy type that allow. */
    allow: (policyType: string, howMany: number) =>
      howMany === 1 ? `${policyType}: this must match` : `${policyType}: one of these must match`,
    deny: (howMany: number) =>
      howMany === 1 ? 'Explicit deny: this must not match' : 'Explicit deny: none of these may match',
    /** `source` names the statement or grant. */
    condition: (source: string, tests: TemplateResult) => html`${source}: ${tests}`,
    and: html` and `,
    values: (values: readonly string[]) => values.map((value) => `“${value}”`).join(' or '),
  },
  matrix: {
    allowed: 'allowed',
    denied: 'denied',
    conditional: 'allowed only to requests that meet conditions',
    filter: 'Filter principals',
    noMatch: (filter: string) => `No principals match “${filter}”.`,
    name: 'Principals and operations',
    principal: 'Principal',
    operation: 'Operation',
    /** Names the button of one cell. */
    cell: (principal: string, operation: string, outcome: string) =>
      `${principal}, ${operation}: ${outcome}. View decision`,
    changedCell: (principal: string, operation: string, outcome: string) =>
      `${principal}, ${operation}: ${outcome}, changed. View decision`,
  },
  list: {
    views: 'View by',
    by: { principal: 'By principal', operation: 'By operation' },
    changed: (outcome: string) => `${outcome}, changed`,
    notEvaluated: (name: string) => `${name}: –`,
    /** Ends the name of a line, whose visible words come first. */
    forPrincipal: (principal: string) => `for ${principal}. View decision`,
    forOperation: (operation: string) => `for ${operation}. View decision`,
  },
};
