import { html, type TemplateResult } from 'lit';
import type { ConditionTest } from '../../model/decision.ts';
import { count } from '../kit/format.ts';

/** Every text of the Key policy tab that is no part of the editor, the templates or the permission tests. */
export const TEXTS = {
  managed: 'AWS manages this key policy. You cannot change it.',
  views: 'Policy editor view',
  policyView: 'Policy view',
  defaultView: 'Default view',
  restored: (time: string) => `Unsaved changes from ${time} were restored.`,
  restoredOvertaken: (time: string) =>
    `Unsaved changes from ${time} were restored. The stored policy changed after you started editing: review the comparison before you save.`,
  discard: 'Discard changes',
  discarded: 'Changes discarded.',
  addFromTemplate: 'Add statement from template',
  save: 'Save key policy',
  saved: 'Key policy saved.',
  savedBack: 'Previous key policy restored.',
  format: 'Format JSON',
  useDefault: 'Replace with default policy',
  generate: 'Generate policy from activity',
  unchanged: 'No changes.',
  kept: 'Unsaved changes. This browser stores your draft until you save or discard it.',
  notKept: 'Unsaved changes. The browser could not store the draft: it is lost when you leave this page.',
  notJson: 'The policy is not valid JSON. Fix the syntax errors first.',
  alreadyFormatted: 'The policy is already formatted.',
  principalCreated: (principal: string) => `${principal} created.`,
  /** `searched` is the maximum number of events that were read. */
  noActivity: (searched: number) =>
    `No policy was generated. The latest ${count(searched)} events of this key contain no allowed calls, except reads of this console.`,
  generated: ({ calls, principals, caller, consoleReads, inexpressible, otherKeys }: GeneratedFacts) =>
    [
      `The draft allows ${callsOf(calls)} by ${principalsOf(principals)}, each with its encryption context, and grants as they were created. It also allows ${caller} to read and change the policy.`,
      consoleReads > 0 ? `${readsOf(consoleReads)} of this console left out.` : '',
      inexpressible > 0 ? `${callsOf(inexpressible)} left out: a key policy cannot allow exactly these.` : '',
      otherKeys > 0 ? 'A key policy cannot restrict the other key of ReEncrypt: the policy of that key does.' : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  tooLarge: (bytes: number, max: number) =>
    `No policy was generated. It would have ${count(bytes)} bytes; the maximum is ${count(max)} bytes. The calls have too many different encryption contexts.`,
  includeConsoleReads: 'Include reads of this console',
  /** Statement IDs of a generated policy. */
  sids: {
    keeper: 'Manage the key policy',
    activity: (principal: string, number: number) =>
      number === 1 ? `Activity of ${principal}` : `Activity of ${principal} (${number})`,
  },
  changes: {
    heading: 'Changes',
    diff: 'Differences between the stored policy and your draft',
    effect: 'Preview of access changes',
    evaluating: 'Evaluating changes…',
    failing: (failing: number, all: number) =>
      html`<b>${failing} of ${all}</b> permission tests would fail. See the results below.`,
    rejected: 'No preview: KMS would reject this policy.',
    rejectedBecause: (finding: string) => `No preview: KMS would reject this policy. ${finding}`,
  },
  effect: {
    none: 'No access changes found for the principals in the directory.',
    /** What becomes of a principal's access to `operations`. */
    kinds: {
      gains: (operations: Shown) => html`gains ${operations}`,
      'gains-conditional': (operations: Shown) => html`gains, under conditions: ${operations}`,
      'keeps-conditional': (operations: Shown) => html`keeps, but only under conditions: ${operations}`,
      'other-conditions': (operations: Shown) => html`keeps, but under other conditions: ${operations}`,
      loses: (operations: Shown) => html`loses ${operations}`,
      'loses-conditional': (operations: Shown) => html`loses conditional access to ${operations}`,
    },
    conditionsBefore: 'Now',
    conditionsAfter: 'Afterwards',
    conditionsOf: (operations: Shown) => html`<b>${operations}</b>`,
    condition: (stage: string, denies: boolean, tests: readonly ConditionTest[]) =>
      html`${denies ? `Not denied by ${stage}` : stage}:
      ${tests.map(
        ({ operator, key, values }, index) =>
          html`${index > 0 ? '; ' : ''}<code>${operator} ${key}</code> ${values.join(', ')}`,
      )}`,
    operations: (howMany: number) => `${count(howMany)} operations`,
    nobody: 'No principal in the directory',
    lockOut: 'Lockout',
    locksOut: 'This policy would lock you out of the key.',
    refused: (caller: string) =>
      `${caller} could not call PutKeyPolicy on this key afterwards, so KMS rejects the policy.`,
    keepersBefore: 'Can change the policy now',
    keepersAfter: 'Could change the policy afterwards',
    addAccount: 'Add account root statement',
    bypassUnmanageable: html`Bypass the policy lockout safety check (<code>BypassPolicyLockoutSafetyCheck</code>). KMS
    then does not verify that you can change the policy later. No principal in the directory could change this policy
    unconditionally, so the key would become unmanageable. On AWS, contact AWS Support. Here, reset the sandbox.`,
    bypass: html`Bypass the policy lockout safety check (<code>BypassPolicyLockoutSafetyCheck</code>). KMS then does not
    verify that you can change the policy later. The principals listed above could restore your access.`,
  },
  people: {
    invalid: 'The policy is not valid. Fix it in the policy view to use the default view.',
    delegates:
      'IAM policies in this account can also allow access to this key. Principals that they allow are not listed here.',
    doesNotDelegate:
      'IAM policies in this account cannot allow access to this key. Access requires the key policy or a grant.',
    otherStatements: (howMany: number) =>
      howMany === 1
        ? 'The policy contains 1 other statement. Edit it in the policy view.'
        : `The policy contains ${count(howMany)} other statements. Edit them in the policy view.`,
    odd: (sids: readonly string[]) =>
      sids.length === 1
        ? html`<b>${sids[0]}</b>: this statement differs from the console format. Edit it in the policy view.`
        : html`<b>${sids.join(', ')}</b>: these statements differ from the console format. Edit them in the policy view.`,
    administrators: {
      heading: 'Key administrators',
      hint: 'Users and roles that can manage the key. They can change the key policy, so they can also give themselves permission to use the key.',
      none: 'No key administrators.',
      add: 'Add key administrator',
      remove: (name: string) => `Remove ${name} from key administrators`,
    },
    users: {
      heading: 'Key users',
      hint: 'Users and roles that can use the key in cryptographic operations, and allow AWS services to use it on their behalf through grants.',
      none: 'No key users.',
      add: 'Add key user',
      remove: (name: string) => `Remove ${name} from key users`,
    },
    allListed: 'All users and roles in this account are listed.',
    candidate: 'User or role',
    deletion: 'Allow key administrators to delete this key',
    accounts: {
      heading: 'Other AWS accounts',
      hint: 'Other accounts that can use this key. Their administrators must allow access with IAM policies.',
      none: 'No other accounts.',
      id: 'Account ID (12 digits)',
      add: 'Add account',
      invalid: 'Enter an account ID of 12 digits.',
      own: 'This account owns the key. Add its users and roles in the lists above.',
    },
  },
  versions: {
    summary: 'Policy versions',
    none: 'No earlier versions. Strongroom keeps every replaced key policy, because decisions in the audit log refer to it.',
    label: 'Version',
    first: (number: number) => `Version ${number} (first)`,
    current: (number: number) => `Version ${number} (current)`,
    other: (number: number) => `Version ${number}`,
    stored: (version: string, time: string) => `${version}: ${time}`,
    storedBy: (version: string, time: string, principal: string) => `${version}: ${time} by ${principal}`,
    region: (version: string) => `Key policy, ${version}`,
    changes: 'Changes in this version',
    comparison: 'Compared with the current policy',
    use: 'Use as draft',
    copyName: 'this version',
  },
};

/** Operations as text or as a list that folds. */
type Shown = string | TemplateResult;

interface GeneratedFacts {
  readonly calls: number;
  readonly principals: number;
  /** The principal that keeps control of the policy. */
  readonly caller: string;
  /** Reads of the console, calls that no policy can express, and ReEncrypt calls with another key. */
  readonly consoleReads: number;
  readonly inexpressible: number;
  readonly otherKeys: number;
}

function readsOf(howMany: number): string {
  return `${count(howMany)} ${howMany === 1 ? 'read' : 'reads'}`;
}

function callsOf(howMany: number): string {
  return `${count(howMany)} recent ${howMany === 1 ? 'call' : 'calls'}`;
}

function principalsOf(howMany: number): string {
  return `${count(howMany)} ${howMany === 1 ? 'principal' : 'principals'}`;
}
