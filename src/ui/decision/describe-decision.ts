/** Describes a decision: its verdict, what each policy type did, its statements, and what a fix changes. */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { AccessCell, AccessOutcome, DecidedBy, Decision, FixChange, TraceStep } from '../../model/decision.ts';
import { policyRefOf } from '../../model/policy-name.ts';
import { TEXTS } from './decision-texts.ts';
import { lackingOf, type DrawnGate, type GateView } from './decision-view.ts';
import { rowId } from './access-matrix.ts';
import { callerName } from '../page/principal-names.ts';
import { ends } from '../kit/format.ts';

const WORDS = TEXTS.decision;

/** AWS's name of a policy type or stage. */
export function stageName(stage: DrawnGate): string {
  return WORDS.stages[stage];
}

/** What a policy type did, after its name. */
export function gateSays({ gate, status, steps, notes, allows }: GateView): string {
  switch (status) {
    case 'decides-allow':
      return WORDS.allowsDeciding;
    case 'decides-deny':
      return WORDS.explicitDeny;
    case 'passes':
      return WORDS.passes[gate] ?? WORDS.allowsRequired;
    case 'lacks':
      return steps.length + notes.length === 0 ? WORDS.lacksAbsent(WORDS.absent[gate]) : WORDS.lacks;
    case 'stops':
      return WORDS.stops;
    case 'denies':
      return WORDS.denies;
    case 'aside':
      if (!allows) return WORDS.noMatch;
      return gate === 'delegation' ? WORDS.delegationUnused : WORDS.allowsUnused;
    case 'unbound':
      return WORDS.notLimiting;
    case 'unasked':
      return WORDS.notEvaluated;
    case 'unrecorded':
      return WORDS.notRecorded;
    case 'absent':
      return WORDS.absent[gate];
  }
}

/** Describes a resource: `key 1234…90ab`, `alias/app`, all resources, all keys. */
export function resourceWords(arn: string): string {
  const resource = parseArn(arn)?.resource;
  if (resource === undefined) return arn === '*' ? TEXTS.resources.all : arn;
  if (resource === 'key/*') return TEXTS.resources.allKeys;
  return resource.startsWith('key/') ? TEXTS.resources.key(ends(resource.slice(4))) : resource;
}

type Named = Pick<TraceStep, 'policy' | 'policyRef'>;

/** Describes the policy of a step: `version 3 of the key policy`, `identity policy 2 of user/ana`. */
export function policyWords(named: Named): string {
  const ref = policyRefOf(named);
  if (ref === undefined) return named.policy ?? '';
  const { kind, owner, version, index } = ref;
  if (kind === 'key-policy' && version > 0) return TEXTS.documents.keyPolicyVersion(version + 1);
  const isOfAccount = kind === 'scp' || kind === 'rcp';
  const name = isOfAccount ? TEXTS.documents.accountOwner(accountForPeople(owner)) : callerName(owner);
  return TEXTS.documents.of[kind](name, index + 1);
}

/** Describes a statement or grant: `Statement “AllowUse” of the key policy`. */
export function stepName({ statement = '', grant, ...named }: Pick<TraceStep, 'statement' | 'grant'> & Named): string {
  const { statement: words } = TEXTS;
  if (grant !== undefined) return words.grant(ends(grant));
  const policy = policyWords(named);
  if (statement.startsWith('#')) {
    const number = statement.slice(1);
    return policy ? words.numberedOf(number, policy) : words.numbered(number);
  }
  return policy ? words.namedOf(statement, policy) : words.named(statement);
}

/** Describes an allow that no statement made. `policy` is then the kind of caller. */
function allowedWithoutStatement({ policy }: DecidedBy): string {
  if (policy === 'root') return WORDS.allowedRoot;
  return policy === 'service' ? WORDS.allowedService : WORDS.allowedWithoutPolicy;
}

/** Says who decided: `Statement “AllowUse” of the key policy allows the request.` */
export function decidedWords(decision: Decision): string {
  const { allowed, decidedBy } = decision;
  if (decidedBy.kind === 'none') {
    const lacking = lackingOf(decision);
    return (lacking && WORDS.lacking[lacking]) ?? WORDS.nothingAllows;
  }
  if (decidedBy.kind === 'grant') return WORDS.allowedByGrant(ends(decidedBy.grant ?? ''));
  if (decidedBy.statement === undefined) return allowedWithoutStatement(decidedBy);
  return (allowed ? WORDS.allowedByStatement : WORDS.deniedByStatement)(stepName(decidedBy));
}

/** Says why a call that is authorized would fail; empty if it would not. */
export function stopWords({ trace }: Decision): string {
  const stop = trace.find(({ outcome }) => outcome === 'stops');
  if (!stop) return '';
  const reason = stop.because ?? stageName(stop.gate);
  return WORDS.wouldFail(reason.endsWith('.') ? reason : `${reason}.`);
}

/** Describes what a change replaces or creates: `the key policy of key 1234…90ab`. */
export function changeWords(change: FixChange): string {
  const { fix } = TEXTS;
  switch (change.kind) {
    case 'put-key-policy':
      return fix.keyPolicyOf(resourceWords(change.keyArn));
    case 'put-principal': {
      const name = callerName(change.arn);
      return fix.list([
        ...(change.policies ? [fix.principal.policies(name)] : []),
        ...(change.boundary ? [fix.principal.boundary(name)] : []),
        ...(change.sessionPolicy ? [fix.principal.sessionPolicy(name)] : []),
      ]);
    }
    case 'put-account': {
      const account = accountForPeople(change.id);
      return fix.list([
        ...(change.scps ? [fix.account.scps(account)] : []),
        ...(change.rcps ? [fix.account.rcps(account)] : []),
      ]);
    }
    case 'put-group':
      return fix.groupPolicies(callerName(change.arn));
    case 'put-endpoint':
      return fix.endpointPolicy(change.id);
    case 'create-grant': {
      const { GranteePrincipal, Operations } = change.grant;
      return fix.grant(Operations.join(', '), callerName(GranteePrincipal), resourceWords(change.keyArn));
    }
  }
}

/** The documents that a change puts, as JSON; of a grant the input of CreateGrant. */
export function changeJson(change: FixChange): string {
  if (change.kind === 'put-key-policy') return change.policy;
  if (change.kind === 'create-grant') return JSON.stringify({ KeyId: change.keyArn, ...change.grant }, undefined, 2);
  const { kind: _kind, ...documents } = change;
  return JSON.stringify(documents, undefined, 2);
}

/** Cells by row: the operations that it gains, gains under conditions, and loses. */
export function altersByRow(cells: readonly AccessCell[]): readonly {
  principal: string;
  accessKeyId?: string;
  endpoint?: string;
  gains: readonly string[];
  conditional: readonly string[];
  loses: readonly string[];
}[] {
  return [...Map.groupBy(cells, rowId).values()].map((own) => {
    const [{ principal, accessKeyId, endpoint }] = own as [AccessCell];
    const of = (wanted: AccessOutcome) =>
      own.filter(({ outcome }) => outcome === wanted).map(({ operation }) => operation);
    return {
      principal,
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
      ...(endpoint === undefined ? {} : { endpoint }),
      gains: of('allowed'),
      conditional: of('conditional'),
      loses: of('denied'),
    };
  });
}
