/** The language of the Simulator page. */
import { html, type TemplateResult } from 'lit';
import { whole } from '../kit/whole.ts';

/** Every text of the Simulator page. */
export const TEXTS = {
  title: 'Simulator',
  intro:
    'Test whether a call would be allowed, and see which policy decides. Real calls use the same authorization code. ' +
    'A simulation changes nothing and is not recorded in Activity.',
  /** Each part is a button that shows the choice and opens the choices. */
  question: (operation: TemplateResult, principal: TemplateResult, region: TemplateResult) =>
    html`Simulate ${operation} as ${principal} in ${region}.`,
  choices: { operation: 'operation', principal: 'principal', region: 'Region' },
  request: 'Request',
  decision: 'Decision',
  /** The heading of a decision whose request has changed since. */
  previousDecision: 'Decision for the previous request',
  verdict: (isAllowed: boolean, reason: string) =>
    isAllowed ? html`<b>Allowed.</b> ${reason}` : html`<b>Denied.</b> ${reason}`,
  spokenVerdict: (isAllowed: boolean, reason: string) => (isAllowed ? `Allowed. ${reason}` : `Denied. ${reason}`),
  spokenProblem: (name: string, message: string) => `${name}. ${message}`,
  unreadable: 'The request has an error, shown at its field. There is no decision until you correct it.',
  findings: {
    notARegion: (region: string) => `“${region}” is not the name of a Region. Select a Region, for example us-east-1.`,
    notAPrincipal: (principal: string) =>
      `“${principal}” is not the ARN of a user, role, session, federated user or root user, nor a service. Select a principal.`,
    noSuchPrincipal: (principal: string) =>
      `${principal} does not exist in this sandbox. Select another principal, or create it in the Directory.`,
    context: 'A request attribute has an error, shown at its field.',
  },
  /** What a link names and the page cannot show. */
  link: {
    operation: (name: string) =>
      `The link names the operation “${name}”, which cannot be simulated. Decrypt is shown instead.`,
    input: 'The link has an input that cannot be read. An example is shown instead.',
    context: 'The link has request attributes that cannot be read. They are left out.',
    at: (text: string) => `The link has the time “${text}”, which cannot be read. The simulated clock is used.`,
  },
  failsBefore: 'This call fails before authorization, so there is no decision.',
  noKeys: (region: string, home: string, keys: string) =>
    html`No keys to choose from in ${whole(region)}. <a href=${keys}>Create a key</a>, or
      <a href=${home}>encrypt a sample file on Home</a>.`,
  time: 'Time',
  run: {
    call: 'Run call',
    dryRun: 'Run dry run',
    callHint: (principal: string) =>
      `Run the call to see the full response. It runs as ${principal} at the current simulated time. ` +
      'It can change resources and is recorded in Activity.',
    dryRunHint: (principal: string) =>
      `Run the dry run to see the full response. It runs as ${principal} at the current simulated time. ` +
      'It changes nothing and is recorded in Activity.',
    notAtTime: 'The request time above applies to the simulation only.',
    encryptFirst: (caller: string) => `Encrypt runs first, as ${caller}, to create a ciphertext.`,
    response: 'Response',
    failedBefore: 'The call was not made, because an earlier step failed:',
    succeeded: (operation: string) => `${operation} succeeded.`,
    failed: (operation: string, error: string) => `${operation} failed: ${error}.`,
  },
  jsonHint: 'Bytes do not affect the decision. The page URL contains neither bytes nor secrets.',
  keys: {
    byAlias: 'By alias',
    byArn: 'By key ARN (works across accounts)',
    key: (id: string) => `key ${id}`,
    keyWithAlias: (alias: string, id: string) => `${alias}, key ${id}`,
  },
  context: {
    legend: 'Request attributes (condition keys)',
    defaults: 'Defaults: source IP address 203.0.113.10, TLS, no MFA.',
    choose: 'Condition key to add',
    option: (key: string, hint: string) => `${key}: ${hint}`,
    add: 'Add condition key',
    remove: (key: string) => `Remove ${key}`,
    listHint: (hint: string) => `${hint}. Separate multiple values with commas.`,
  },
  at: {
    label: 'Request time',
    now: 'Use current time',
    hint: 'Sets aws:CurrentTime and aws:EpochTime. Leave it empty to use the simulated clock.',
    hintSet: 'Sets aws:CurrentTime and aws:EpochTime. Keys, grants and policies keep their current state.',
  },
};
