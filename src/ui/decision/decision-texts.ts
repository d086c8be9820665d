/** A decision in words: who decided, what each gate is and said, and what a fix does. */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type {
  AccessCell,
  AccessOutcome,
  DecidedBy,
  Decision,
  FixChange,
  PolicyRef,
  TraceStep,
} from '../../model/decision.ts';
import { DOCUMENT_WORDS, policyRefOf } from '../../model/policy-name.ts';
import { lackingOf, type DrawnGate, type GateView } from './decision-view.ts';
import { callerName } from '../page/principal-names.ts';
import { ends } from '../kit/format.ts';

interface GateWords {
  readonly name: string;
  /** What there is to say where the call met nothing of the kind. */
  readonly absent: string;
}

/** AWS's names of the gates, and what their absence means. */
export const GATE_WORDS: Readonly<Record<DrawnGate, GateWords>> = {
  'explicit-deny': { name: 'Explicit deny', absent: '' },
  rcp: { name: 'Resource control policies', absent: 'none; the organization of the key’s account sets no limit' },
  scp: { name: 'Service control policies', absent: 'none; the organization of the caller’s account sets no limit' },
  'endpoint-policy': { name: 'VPC endpoint policy', absent: 'none; the call comes through no endpoint that has one' },
  'key-policy': { name: 'Key policy', absent: 'none; this resource has no policy of its own' },
  delegation: {
    name: 'Delegation to the account',
    absent: 'no; the key policy does not leave it to the caller’s account',
  },
  'identity-policy': {
    name: 'Identity policies',
    absent: 'none; the caller has no policy and is in no group that has one',
  },
  boundary: { name: 'Permissions boundary', absent: 'none; the caller is not limited by one' },
  'session-policy': { name: 'Session policy', absent: 'none; no session policy limits the call' },
  grant: { name: 'Grants', absent: 'none was asked, or none names the caller' },
  allowed: { name: 'Authorization', absent: '' },
  usage: { name: 'Key usage', absent: '' },
  state: { name: 'Key state', absent: '' },
  quota: { name: 'Quotas', absent: '' },
  operation: { name: 'Operation', absent: '' },
};

/** What passing says, of gates where it is more than that the call goes through. */
const PASSES: Readonly<Partial<Record<DrawnGate, string>>> = {
  'explicit-deny': 'no statement on the way denies the call',
  rcp: 'none denies the call: it goes through',
  delegation: 'yes',
  allowed: 'the call is allowed',
};

/** What a gate did, in a few words. */
export function gateSays({ gate, status, steps, notes, allows }: GateView): string {
  switch (status) {
    case 'decides-allow':
      return 'this allows the call, and decides';
    case 'decides-deny':
      return 'yes, and this decides, whatever else allows the call';
    case 'passes':
      return PASSES[gate] ?? 'the call goes through';
    case 'lacks':
      return steps.length + notes.length === 0
        ? `${GATE_WORDS[gate].absent}: the call ends here`
        : 'nothing here allows the call: it ends here';
    case 'stops':
      return 'the call is allowed, and stopped here';
    case 'denies':
      return 'denies the call';
    case 'aside':
      if (!allows) return 'nothing here matches';
      return gate === 'delegation' ? 'yes, but that does not matter here' : 'would allow it, but does not matter here';
    case 'unbound':
      return 'does not limit a caller whom the key policy or a grant names';
    case 'unasked':
      return 'not evaluated: the call was decided without it';
    case 'unrecorded':
      return 'this event was stored by an earlier version, which did not record what it meant for the decision';
    case 'absent':
      return GATE_WORDS[gate].absent;
  }
}

/** A resource: `key 1234…90ab`, `alias/app`, `*`, `key/*`. */
export function resourceWords(arn: string): string {
  const resource = parseArn(arn)?.resource;
  if (resource === undefined) return arn === '*' ? 'no single resource (*)' : arn;
  if (resource === 'key/*') return 'any key of the account (key/*)';
  return resource.startsWith('key/') ? `key ${ends(resource.slice(4))}` : resource;
}

/** Kinds of policies as AWS calls them, where that is another word than the text of a reference has. */
const POLICY_WORDS: Readonly<Partial<Record<PolicyRef['kind'], string>>> = {
  'identity-policy': 'identity policy',
  boundary: 'permissions boundary',
};

type Named = Pick<TraceStep, 'policy' | 'policyRef'>;

/** The policy that a step or a decision names: `version 3 of the key policy`, `identity policy 2 of user/ana`, `the policy of vpce-1a2b3c4d`. */
export function policyWords(named: Named): string {
  const ref = policyRefOf(named);
  if (ref === undefined) return named.policy ?? '';
  const { kind, owner, version, index } = ref;
  if (kind === 'key-policy') return version === 0 ? 'the key policy' : `version ${version + 1} of the key policy`;
  if (kind === 'endpoint-policy') return `the policy of ${owner}`;
  const of = kind === 'scp' || kind === 'rcp' ? `account ${accountForPeople(owner)}` : callerName(owner);
  const what = POLICY_WORDS[kind] ?? DOCUMENT_WORDS[kind];
  return index > 0 ? `${what} ${index + 1} of ${of}` : `the ${what} of ${of}`;
}

/** A statement or grant by its name: `Statement “AllowUse” of the key policy`. */
export function stepName({ statement, grant, ...named }: Pick<TraceStep, 'statement' | 'grant'> & Named): string {
  if (grant !== undefined) return `Grant ${ends(grant)}`;
  const of = policyWords(named);
  return `Statement ${statement?.startsWith('#') ? statement.slice(1) : `“${statement}”`}${of ? ` of ${of}` : ''}`;
}

const LACKING: Readonly<Partial<Record<DrawnGate, string>>> = {
  scp: 'No service control policy of the caller’s account allows it.',
  'endpoint-policy': 'The policy of the VPC endpoint does not allow it.',
  'key-policy': 'The key policy does not allow it, and no grant does.',
  'identity-policy': 'No identity policy of the caller allows it.',
  boundary: 'The caller’s permissions boundary does not allow it.',
  'session-policy': 'The session policy does not allow it.',
};

function byWhom(by: DecidedBy): string {
  if (by.kind === 'grant') return `grant ${ends(by.grant ?? '')}`;
  if (by.statement === undefined) return 'the rights of the account’s root user';
  const name = by.statement.startsWith('#') ? by.statement.slice(1) : `“${by.statement}”`;
  return `statement ${name} of ${policyWords(by)}`;
}

/** Who decided, one sentence after the word for what: `By statement “AllowUse” of the key policy.` */
export function decidedWords(decision: Decision): string {
  const { allowed, decidedBy } = decision;
  if (decidedBy.kind !== 'none') return `${allowed ? 'By' : 'Explicitly, by'} ${byWhom(decidedBy)}.`;
  const lacking = lackingOf(decision);
  return (lacking && LACKING[lacking]) ?? 'Nothing allows it.';
}

/** What stops a call that is allowed: `Allowed, and then stopped by the key’s state.`; empty where nothing does. */
export function stopWords({ trace }: Decision): string {
  const stop = trace.find(({ outcome }) => outcome === 'stops');
  return stop ? `It would still fail: ${stop.because ?? GATE_WORDS[stop.gate].name}.`.replace(/\.\.$/, '.') : '';
}

/** What a change replaces: `the key policy of key 1234…90ab`. */
export function changeWords(change: FixChange): string {
  switch (change.kind) {
    case 'put-key-policy':
      return `the key policy of ${resourceWords(change.keyArn)}`;
    case 'put-principal': {
      const what = [
        change.policies ? 'identity policies' : '',
        change.boundary ? 'permissions boundary' : '',
        change.sessionPolicy ? 'session policy' : '',
      ];
      return `the ${what.filter(Boolean).join(' and ')} of ${callerName(change.arn)}`;
    }
    case 'put-account': {
      const what = [
        change.scps ? 'service control policies' : '',
        change.rcps ? 'resource control policies' : '',
      ].filter(Boolean);
      return `the ${what.join(' and ')} of account ${accountForPeople(change.id)}`;
    }
    case 'put-group':
      return `the policies of ${callerName(change.arn)}`;
    case 'put-endpoint':
      return `the policy of ${change.id}`;
  }
}

/** The documents that a change puts, as JSON. */
export function changeJson(change: FixChange): string {
  if (change.kind === 'put-key-policy') return change.policy;
  const { kind: _kind, ...documents } = change;
  return JSON.stringify(documents, undefined, 2);
}

/** Cells by principal: what each may do with every request, what under conditions, and what no longer. */
export function altersByPrincipal(cells: readonly AccessCell[]): readonly {
  principal: string;
  gains: readonly string[];
  conditional: readonly string[];
  loses: readonly string[];
}[] {
  return [...Map.groupBy(cells, ({ principal }) => principal)].map(([principal, own]) => {
    const of = (wanted: AccessOutcome) =>
      own.filter(({ outcome }) => outcome === wanted).map(({ operation }) => operation);
    return { principal, gains: of('allowed'), conditional: of('conditional'), loses: of('denied') };
  });
}
