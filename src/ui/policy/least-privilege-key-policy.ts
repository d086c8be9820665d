/** Generates a least-privilege key policy from events of the audit log. */
import { encodeUtf8 } from '../../base/bytes.ts';
import { requestedAccess, type AuditEvent } from '../../model/audit.ts';
import { parseArn } from '../../model/arn.ts';
import { QUOTAS } from '../../model/quotas.ts';
import { isConsoleRead } from '../page/console-reads.ts';
import type { PageContext } from '../page/page-context.ts';
import { callerKind, callerName, callerNameFrom, isServiceName } from '../page/principal-names.ts';
import {
  conditionElement,
  conditionsId,
  conditionsOf,
  mergeAccesses,
  type RecordedAccess,
} from '../policy-text/recorded-access.ts';
import { TEXTS } from './policy-texts.ts';

/** A generated policy and the calls that it is based on. */
export interface LeastKeyPolicy {
  readonly text: string;
  /** Number of calls that it is based on, and of the principals that made them. */
  readonly calls: number;
  readonly principals: number;
  /** Number of the console's own reads, which are left out unless asked for. */
  readonly consoleReads: number;
  /** Number of calls that are left out because no key policy can allow exactly them. */
  readonly inexpressible: number;
  /** Number of ReEncrypt calls to or from another key. A key policy cannot restrict the other key. */
  readonly otherKeys: number;
}

/** Options of a generated key policy. */
export interface LeastKeyPolicyOptions {
  /** Also allows the reads that the console made to show its pages. */
  readonly consoleReads?: boolean;
}

/** Number of the newest events of the key from which a policy is generated. */
const MAX_EVENTS = 1000;

/** The actions that let a principal read and change the policy. */
const KEEP = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'];

/** The caller as a policy names it: for a role session its role. */
function callerOf({ record: { userIdentity } }: AuditEvent): string | undefined {
  const issuer = userIdentity.sessionContext?.sessionIssuer as { readonly arn?: unknown } | undefined;
  return typeof issuer?.arn === 'string' ? issuer.arn : (userIdentity.arn ?? userIdentity.invokedBy);
}

/** The role of a session, or the principal itself. */
function roleOf(principal: string): string {
  const { partition, account, resource } = parseArn(principal) ?? {};
  return callerKind(principal) === 'session'
    ? `arn:${partition}:iam::${account}:role/${resource?.split('/')[1]}`
    : principal;
}

/** The actions on the key that an allowed call needed. */
function actionsOn(keyArn: string, { decision }: AuditEvent): ReadonlySet<string> {
  const decided = decision?.resources ?? decision?.trace ?? [];
  return new Set(decided.filter(({ resource }) => resource === keyArn).map(({ action }) => action));
}

/** An action of a principal under conditions. `group`: the principal. */
interface UsedAction extends RecordedAccess {
  readonly action: string;
}

/**
 * What the call needed on the key. Undefined if no key policy can allow exactly that: RetireGrant has no effect in one.
 */
function usedActions(keyArn: string, event: AuditEvent, caller: string): readonly UsedAction[] | undefined {
  const used: UsedAction[] = [];
  for (const action of actionsOn(keyArn, event)) {
    const conditions = action === 'kms:RetireGrant' ? undefined : conditionsOf(event, action);
    if (conditions === undefined) return undefined;
    // The name of a root user in a Principal element stands for its whole account.
    const onlyRoot = { operator: 'ArnEquals', key: 'aws:PrincipalArn', values: [caller] };
    used.push({
      group: caller,
      action,
      conditions: callerKind(caller) === 'root' ? [...conditions, onlyRoot] : conditions,
    });
  }
  return used;
}

/** The statements that allow exactly `used`, and the number of each among those of its principal. */
function statementsOf(used: readonly UsedAction[]): readonly object[] {
  const sameConditions = Map.groupBy(used, ({ group, conditions }) => `${group} ${conditionsId(conditions)}`);
  const accesses = [...sameConditions.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const actions = [...new Set([first, ...others].map(({ action }) => action))].toSorted();
    return [
      { principal: first.group, actions, group: `${first.group} ${actions.join()}`, conditions: first.conditions },
    ];
  });
  const principals = [...Map.groupBy(mergeAccesses(accesses), ({ principal }) => principal)];
  return principals
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([principal, own]) =>
      own
        .toSorted((a, b) => a.group.localeCompare(b.group))
        .map(({ actions, conditions }, index) => ({
          ...allow(TEXTS.sids.activity(callerName(principal), index + 1), principal, actions),
          ...conditionElement(conditions),
        })),
    );
}

const allow = (sid: string, principal: string, actions: readonly string[]) => ({
  Sid: sid,
  Effect: 'Allow',
  Principal: isServiceName(principal) ? { Service: principal } : { AWS: principal },
  Action: actions,
  Resource: '*',
});

/** The document as text. Key policies have no characters above U+00FF, so those are escaped. */
const textOf = (document: object): string =>
  JSON.stringify(document, undefined, 2).replace(
    /[^\n\r\t\u0020-\u00FF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * The policy for the allowed calls among `events`. It allows each of them, and no call with another encryption context,
 * operation, or grant. `keeper` is the principal that can change the policy.
 */
export function leastKeyPolicy(
  events: readonly AuditEvent[],
  keyArn: string,
  keeper: string,
  options: LeastKeyPolicyOptions = {},
): LeastKeyPolicy {
  const all: UsedAction[] = [];
  let [calls, consoleReads, inexpressible, otherKeys] = [0, 0, 0, 0];
  for (const event of events) {
    const caller = callerOf(event);
    if (event.decision?.allowed !== true || caller === undefined || actionsOn(keyArn, event).size === 0) continue;
    if (isConsoleRead(event)) {
      consoleReads += 1;
      if (options.consoleReads !== true) continue;
    }
    const used = usedActions(keyArn, event, caller);
    if (used === undefined) {
      inexpressible += 1;
      continue;
    }
    calls += 1;
    if (
      new Set(requestedAccess(event).resources?.map(({ ARN }) => ARN)).size > 1 &&
      event.record.eventName === 'ReEncrypt'
    )
      otherKeys += 1;
    all.push(...used);
  }
  const Statement = [allow(TEXTS.sids.keeper, roleOf(keeper), KEEP), ...statementsOf(all)];
  return {
    text: textOf({ Version: '2012-10-17', Statement }),
    calls,
    principals: new Set(all.map(({ group }) => group)).size,
    consoleReads,
    inexpressible,
    otherKeys,
  };
}

/** A draft from activity, and the sentence that describes it, or says why there is none. */
export interface DraftFromActivity {
  readonly text?: string;
  readonly said: string;
}

/** Generates a draft from the newest events of the key. */
export async function draftFromActivity(
  { strongroom, account, caller }: PageContext,
  keyArn: string,
  options: LeastKeyPolicyOptions,
): Promise<DraftFromActivity> {
  const { events } = await strongroom.sandbox.events.query({ keyArn, limit: MAX_EVENTS });
  const found = leastKeyPolicy(events, keyArn, caller, options);
  if (found.calls === 0) return { said: TEXTS.noActivity(MAX_EVENTS) };
  const bytes = encodeUtf8(found.text).length;
  if (bytes > QUOTAS.policyBytes) return { said: TEXTS.tooLarge(bytes, QUOTAS.policyBytes) };
  const consoleReads = options.consoleReads === true ? 0 : found.consoleReads;
  return {
    text: found.text,
    said: TEXTS.generated({ ...found, caller: callerNameFrom(account, caller), consoleReads }),
  };
}
