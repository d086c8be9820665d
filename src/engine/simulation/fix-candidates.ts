/** Candidate changes to fix a denial: an allow that is missing, or an exemption from the deny. The closest first. */
import { encodeUtf8 } from '../../base/bytes.ts';
import { parseArn } from '../../model/arn.ts';
import type { AccessCondition, FixChange, PolicyRef } from '../../model/decision.ts';
import { DOCUMENT_WORDS } from '../../model/policy-name.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { Change } from '../../model/records.ts';
import type { Authorization } from '../authorization/authorize.ts';
import type { Caller } from '../pipeline/caller.ts';
import { matchesUniqueId } from '../directory/unique-ids.ts';
import { withPolicy } from '../policies/key-policy.ts';
import type { Request } from '../authorization/request.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import { contextCondition, type ContextCondition } from './context-condition.ts';

/** One change: as text, as a call of the sandbox, and as the resulting record. */
export interface FixCandidate {
  readonly says: string;
  readonly change: FixChange;
  readonly previewChange: Change;
  /** True: it allows one principal and action, under conditions on the encryption context where there can be any. */
  readonly narrow?: true;
  /** True: it creates a grant. */
  readonly isGrant?: true;
}

type Denied = NonNullable<Authorization['denied']>;
type Statement = Readonly<Record<string, unknown>>;
type Edit = (document: PolicyDocument) => PolicyDocument | undefined;

const statementsOf = (document: PolicyDocument): readonly Statement[] =>
  (Array.isArray(document.Statement) ? document.Statement : [document.Statement]) as readonly Statement[];

/** Returns `sid`, with a number appended if the document already has it. */
function freeSid(sid: unknown, document: PolicyDocument): unknown {
  if (typeof sid !== 'string') return sid;
  const taken = new Set(statementsOf(document).map((statement) => statement.Sid));
  for (let number = 2, free = sid; ; number++, free = `${sid}${number}`) if (!taken.has(free)) return free;
}

const withStatement =
  (statement: Statement): Edit =>
  (document) => {
    const sid = freeSid(statement.Sid, document);
    return {
      ...document,
      Statement: [...statementsOf(document), { ...statement, ...(sid === undefined ? {} : { Sid: sid }) }],
    };
  };

/** Replaces statement `id` by what `edit` returns, or removes it for undefined. Undefined if nothing would be left. */
const withEdited =
  (id: string, edit: (statement: Statement) => Statement | undefined): Edit =>
  (document) => {
    const edited = statementsOf(document).flatMap((statement, index) => {
      const isIt =
        statement.Sid === id || ((statement.Sid === undefined || statement.Sid === '') && id === `#${index + 1}`);
      const after = isIt ? edit(statement) : statement;
      return after === undefined ? [] : [after];
    });
    return edited.length === 0 ? undefined : { ...document, Statement: edited };
  };

/** The condition key that identifies a caller in a policy: operators and value. A service has no ARN. */
function callerCondition({ arn, principal }: Caller): { key: string; equals: string; unless: string; value: string } {
  return principal.kind === 'service'
    ? { key: 'aws:PrincipalServiceName', equals: 'StringEquals', unless: 'StringNotEquals', value: arn }
    : { key: 'aws:PrincipalArn', equals: 'ArnEquals', unless: 'ArnNotEquals', value: principal.arn };
}

/** Adds one test to a `Condition` element. */
const withTest = (block: ContextCondition['block'] = {}, operator: string, key: string, value: string) => ({
  ...block,
  [operator]: { ...block[operator], [key]: value },
});

/** Exempts `caller` from a deny. */
function exemptCaller(statement: Statement, caller: Caller): Statement | undefined {
  const { key, unless, value } = callerCondition(caller);
  const conditions = (statement.Condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const before = conditions[unless]?.[key];
  const excluded = [...(Array.isArray(before) ? (before as string[]) : before === undefined ? [] : [before]), value];
  return {
    ...statement,
    Condition: { ...conditions, [unless]: { ...conditions[unless], [key]: excluded.length === 1 ? value : excluded } },
  };
}

/** Removes `action` from a statement that lists it with others. */
function removeAction(statement: Statement, action: string): Statement | undefined {
  const actions = statement.Action;
  if (!Array.isArray(actions)) return undefined;
  const rest = (actions as string[]).filter((entry) => entry.toLowerCase() !== action.toLowerCase());
  return rest.length === 0 ? undefined : { ...statement, Action: rest };
}

/** Describes a policy: owner and kind. */
function policyInWords({ kind, owner, index }: PolicyRef): string {
  if (kind === 'key-policy') return 'the key policy';
  if (kind === 'endpoint-policy') return `the policy of ${owner}`;
  const isNumbered = kind !== 'boundary' && kind !== 'session-policy';
  return `${DOCUMENT_WORDS[kind]}${isNumbered ? ` ${index + 1}` : ''} of ${owner}`;
}

/** Returns the array with document `index` edited. */
function edited(documents: readonly PolicyDocument[], index: number, edit: Edit): readonly PolicyDocument[] {
  return documents.flatMap((document, at) => {
    const after = at === index ? edit(document) : document;
    return after === undefined ? [] : [after];
  });
}

/** Edits the policies of a request. */
class PolicyEditor {
  readonly #request: Request;
  readonly #denied: Denied;
  readonly #context: CallContext;

  constructor(request: Request, denied: Denied, context: CallContext) {
    this.#request = request;
    this.#denied = denied;
    this.#context = context;
  }

  async keyPolicy(says: string, edit: Edit): Promise<FixCandidate | undefined> {
    const { key } = this.#denied.resource;
    // The policy of an AWS managed key cannot be changed; one that names a deleted principal would be rejected.
    if (key === undefined || key.manager === 'AWS') return undefined;
    const named = Object.keys(key.principalIds ?? {}).map((arn) => this.#context.reader.get('principals', arn));
    if ((await Promise.all(named)).includes(undefined)) return undefined;
    const document = edit(JSON.parse(key.policy) as PolicyDocument);
    if (document === undefined) return undefined;
    const policy = JSON.stringify(document, undefined, 2);
    if (encodeUtf8(policy).length > QUOTAS.policyBytes) return undefined;
    const supposed: Change = { store: 'keys', before: key, after: withPolicy(key, policy) };
    return { says, change: { kind: 'put-key-policy', keyArn: key.arn, policy }, previewChange: supposed };
  }

  identity(says: string, policies: readonly PolicyDocument[]): FixCandidate {
    const { principal } = this.#request.caller;
    const supposed: Change = { store: 'principals', before: principal, after: { ...principal, policies } };
    return { says, change: { kind: 'put-principal', arn: principal.arn, policies }, previewChange: supposed };
  }

  boundary(says: string, edit: Edit): FixCandidate | undefined {
    const { principal } = this.#request.caller;
    const boundary = principal.boundary && edit(principal.boundary);
    if (boundary === undefined) return undefined;
    const supposed: Change = { store: 'principals', before: principal, after: { ...principal, boundary } };
    return { says, change: { kind: 'put-principal', arn: principal.arn, boundary }, previewChange: supposed };
  }

  session(says: string, edit: Edit): FixCandidate | undefined {
    const { arn, sessionRecord } = this.#request.caller;
    const sessionPolicy = sessionRecord?.policy && edit(sessionRecord.policy);
    // The session policy of credentials from STS never changes.
    if (sessionRecord?.arn !== arn || sessionPolicy === undefined) return undefined;
    const supposed: Change = {
      store: 'sessions',
      before: sessionRecord,
      after: { ...sessionRecord, policy: sessionPolicy },
    };
    return { says, change: { kind: 'put-principal', arn: sessionRecord.arn, sessionPolicy }, previewChange: supposed };
  }

  scps(says: string, edit: (scps: readonly PolicyDocument[]) => readonly PolicyDocument[]): FixCandidate | undefined {
    const { accountRecord } = this.#request.caller;
    if (accountRecord === undefined) return undefined;
    const scps = edit(accountRecord.scps ?? []);
    return {
      says,
      change: { kind: 'put-account', id: accountRecord.id, scps },
      previewChange: { store: 'accounts', before: accountRecord, after: { ...accountRecord, scps } },
    };
  }

  async rcps(
    says: string,
    edit: (rcps: readonly PolicyDocument[]) => readonly PolicyDocument[],
  ): Promise<FixCandidate | undefined> {
    const owner = await this.#context.reader.get('accounts', this.#denied.resource.key?.account ?? '');
    if (owner === undefined) return undefined;
    const rcps = edit(owner.rcps ?? []);
    return {
      says,
      change: { kind: 'put-account', id: owner.id, rcps },
      previewChange: { store: 'accounts', before: owner, after: { ...owner, rcps } },
    };
  }

  endpoint(says: string, edit: Edit): FixCandidate | undefined {
    const { endpoint } = this.#request;
    const policy = endpoint?.policy && edit(endpoint.policy);
    if (endpoint === undefined || policy === undefined) return undefined;
    const supposed: Change = { store: 'endpoints', before: endpoint, after: { ...endpoint, policy } };
    return { says, change: { kind: 'put-endpoint', id: endpoint.id, policy }, previewChange: supposed };
  }

  /** Edits the document that a decision refers to. */
  async document(says: string, { kind, owner, index }: PolicyRef, edit: Edit): Promise<FixCandidate | undefined> {
    const { principal, groups } = this.#request.caller;
    switch (kind) {
      case 'key-policy':
        return this.keyPolicy(says, edit);
      case 'boundary':
        return this.boundary(says, edit);
      case 'session-policy':
        return this.session(says, edit);
      case 'endpoint-policy':
        return this.endpoint(says, edit);
      case 'scp':
        return this.scps(says, (scps) => edited(scps, index, edit));
      case 'rcp':
        return this.rcps(says, (rcps) => edited(rcps, index, edit));
      // Only calls of STS are decided by one. They are not simulated.
      case 'trust-policy':
        return undefined;
      case 'identity-policy': {
        if (owner === principal.arn) return this.identity(says, edited(principal.policies, index, edit));
        const group = groups.find(({ arn }) => arn === owner);
        if (group === undefined) return undefined;
        const policies = edited(group.policies, index, edit);
        return {
          says,
          change: { kind: 'put-group', arn: group.arn, policies },
          previewChange: { store: 'groups', before: group, after: { ...group, policies } },
        };
      }
    }
  }
}

const idOf = (arn: string, action: string): string =>
  `Allow${(parseArn(arn)?.resource ?? arn).replace(/[^A-Za-z0-9]/g, '')}${action.replace(/^kms:/, '')}`;

/** Returns every edit of the statement that denies. */
async function exemptions(
  request: Request,
  denied: Denied,
  editor: PolicyEditor,
): Promise<(FixCandidate | undefined)[]> {
  const { resource, verdict } = denied;
  const { policyRef, statement } = verdict.decidedBy;
  const action = resource.action ?? '';
  if (policyRef === undefined || statement === undefined) return [];
  const where = `Statement ${statement} of ${policyInWords(policyRef)}`;
  const edits: readonly (readonly [says: string, edit: Parameters<typeof withEdited>[1]])[] = [
    [`${where} no longer applies to ${request.caller.principal.arn}.`, (entry) => exemptCaller(entry, request.caller)],
    [`${where} no longer names ${action}.`, (entry) => removeAction(entry, action) ?? entry],
    [`${where} is removed.`, () => undefined],
  ];
  return Promise.all(edits.map(([says, edit]) => editor.document(says, policyRef, withEdited(statement, edit))));
}

/** Returns the candidates that add the missing Allow, under `condition` if there is one. */
async function missingAllows(
  request: Request,
  { resource, verdict }: Denied,
  editor: PolicyEditor,
  condition: ContextCondition | undefined,
): Promise<readonly (FixCandidate | undefined)[]> {
  const { caller } = request;
  const action = resource.action ?? '';
  const who = caller.principal.arn;
  const when = condition === undefined ? '' : ` ${condition.says}`;
  const pinned = condition === undefined ? {} : { Condition: condition.block };
  const allow = { Effect: 'Allow', Action: action, Resource: resource.arn, ...pinned };
  const across = resource.key !== undefined && resource.key.account !== caller.account;
  const inKeyPolicy = (): Promise<FixCandidate | undefined> => {
    const principal = caller.principal.kind === 'service' ? { Service: caller.arn } : { AWS: who };
    const named = { Sid: idOf(who, action), ...allow, Principal: principal, Resource: '*' };
    return editor.keyPolicy(`The key policy allows ${who} to call ${action}${when}.`, withStatement(named));
  };
  switch (verdict.missingAllow) {
    case 'key-policy':
      return !across || request.crossAccount || caller.principal.kind === 'service' ? [await inKeyPolicy()] : [];
    case 'identity-policy': {
      const found: (FixCandidate | undefined)[] = [];
      if (caller.principal.kind !== 'root' && caller.principal.kind !== 'service') {
        const document = { Version: '2012-10-17', Statement: [allow] };
        // An action without a resource is authorized on `*`, which includes all keys.
        const more = resource.kind === 'none' && action !== `kms:${request.operation}` ? ', and so on every key' : '';
        found.push(
          editor.identity(`A policy of ${who} allows ${action} on ${resource.arn}${when}${more}.`, [
            ...caller.principal.policies,
            document,
          ]),
        );
      }
      return across ? found : [...found, await inKeyPolicy()];
    }
    case 'boundary':
      return [editor.boundary(`The permissions boundary of ${who} allows ${action}${when}.`, withStatement(allow))];
    case 'session-policy':
      return [editor.session(`The session policy of ${caller.arn} allows ${action}${when}.`, withStatement(allow))];
    case 'scp': {
      const { key, equals, value } = callerCondition(caller);
      const document = {
        Version: '2012-10-17',
        Statement: [{ ...allow, Resource: '*', Condition: withTest(condition?.block, equals, key, value) }],
      };
      return [
        editor.scps(
          `A service control policy of account ${caller.account} allows ${who} to call ${action}${when}.`,
          (scps) => [...scps, document],
        ),
      ];
    }
    case 'endpoint-policy': {
      const { key, equals, value } = callerCondition(caller);
      const endpoint = `The policy of the endpoint ${request.endpoint?.id ?? ''}`;
      return [
        editor.endpoint(
          `${endpoint} allows ${who} to call ${action}${when}.`,
          withStatement({ ...allow, Principal: '*', Condition: withTest(condition?.block, equals, key, value) }),
        ),
      ];
    }
    default:
      return [];
  }
}

/**
 * Returns every change worth trying against `denied`. A narrow statement comes before the wide one.
 * @param conditions what the existing statements and grants for the caller require of the request
 */
export async function findFixCandidates(
  request: Request,
  denied: Denied,
  context: CallContext,
  conditions: readonly AccessCondition[],
): Promise<readonly FixCandidate[]> {
  const { resource, verdict } = denied;
  const { principal } = request.caller;
  const editor = new PolicyEditor(request, denied, context);
  const pinned = contextCondition(request, resource, conditions);
  const narrow = await missingAllows(request, denied, editor, pinned);
  const wide = pinned === undefined ? [] : await missingAllows(request, denied, editor, undefined);
  // An action on keys that is authorized on `*` covers every key.
  const isOfKey = resource.kind !== 'none' || resource.action === `kms:${request.operation}`;
  const isForgotten = verdict.missingAllow === 'key-policy' && !matchesUniqueId(resource.key?.principalIds, principal);
  const says = `The key policy is put again as it is: it then means the ${principal.arn} of now.`;
  const found = [
    ...(await exemptions(request, denied, editor)),
    ...narrow.map((candidate) => (isOfKey ? candidate && { ...candidate, narrow: true as const } : candidate)),
    ...(isForgotten ? [await editor.keyPolicy(says, (document) => document)] : []),
    ...wide,
  ];
  return found.filter((candidate) => candidate !== undefined);
}
