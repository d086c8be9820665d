/** Reads and changes the directory: accounts, principals, credentials. */
import type {
  AccessKeyView,
  AccountInput,
  AccountView,
  Credentials,
  EndpointInput,
  EndpointView,
  GroupInput,
  GroupView,
  PrincipalInput,
  PrincipalView,
  PrincipalWithCredentials,
  WithoutCredentials,
} from '../../model/contract.ts';
import { parseIdentityArn } from '../../model/arn.ts';
import { withoutDamaged } from '../../model/damaged-record.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { DocumentKind, PolicyFinding } from '../../model/policy-check.ts';
import type { Ports } from '../../model/ports.ts';
import type {
  AccessKeyRecord,
  AccountRecord,
  Change,
  EndpointRecord,
  GroupRecord,
  PrincipalRecord,
  SessionRecord,
} from '../../model/records.ts';
import { runTransaction, type TransactionResult } from '../transaction/run-transaction.ts';
import type { GroupCommitter } from '../transaction/group-commit.ts';
import type { Reader, ReadCache } from '../transaction/reader.ts';
import { accessKeyRecord, createUniqueId, createCredentials } from './access-keys.ts';
import { createRootRecord } from './initial-directory.ts';
import { DEFAULT_SESSION, findPrincipal, parseSession, parsePrincipalArn, sessionArn } from './principals.ts';
import {
  deleteAccessKeyChanges,
  deleteAccountChanges,
  deleteEndpointChanges,
  deleteGroupChanges,
  deletePrincipalChanges,
} from './delete-changes.ts';
import { withPolicyVersions, formatPolicyVersion } from './policy-versions.ts';
import { findTrustedIds } from './trust-policy.ts';
import {
  checkAccountMembers,
  checkGroupNames,
  checkOptionalPolicy,
  checkPolicies,
  checkRoleMembers,
  checkTags,
  findPolicyErrors,
} from './validate-members.ts';

/** Prefixes of unique IDs. */
const PREFIX = { user: 'AIDA', role: 'AROA' } as const;

function view(
  { arn, kind, account, name, policies, tags, boundary, groups, trustPolicy, maxSessionDuration }: PrincipalRecord,
  session?: SessionRecord,
): PrincipalView {
  return {
    ...{ arn, kind, account, name, policies, tags },
    ...(boundary === undefined ? {} : { boundary }),
    ...(groups === undefined ? {} : { groups: groups.map(groupName) }),
    ...(trustPolicy === undefined ? {} : { trustPolicy }),
    ...(maxSessionDuration === undefined ? {} : { maxSessionDuration }),
    ...(session === undefined
      ? {}
      : { sessionTags: session.tags, ...(session.policy === undefined ? {} : { sessionPolicy: session.policy }) }),
  };
}

const accessKeyView = ({ id, callerArn, createdAt, expiresAt }: AccessKeyRecord): AccessKeyView => ({
  id,
  callerArn,
  ...(createdAt === undefined ? {} : { createdAt }),
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

const groupName = (arn: string): string => arn.replace(/^.*\//, '');
const groupArn = (account: string, name: string): string => `arn:aws:iam::${account}:group/${name}`;

/**
 * Returns the principal of `arn`, or the role of a session ARN.
 * @throws {TypeError} if it does not exist
 */
async function requirePrincipal(reader: Reader, arn: string): Promise<PrincipalRecord> {
  const principal = typeof arn === 'string' ? await findPrincipal(reader, arn) : undefined;
  if (principal === undefined) throw new TypeError(`Principal ${arn} does not exist in this sandbox.`);
  return principal;
}

/** Returns `member` as given, unchanged, or removed. */
function kept<M extends string, T>(
  name: M,
  given: T | null | undefined,
  before: T | undefined,
): Readonly<Partial<Record<M, T>>> {
  const value = given === undefined ? before : (given ?? undefined);
  return (value === undefined ? {} : { [name]: value }) as Readonly<Partial<Record<M, T>>>;
}

/** The trust policy of a role as given, unchanged, or removed, with the unique IDs of the principals that it names. */
async function trustMembers(
  { trustPolicy }: PrincipalInput,
  before: PrincipalRecord | undefined,
  reader: Reader,
): Promise<Pick<PrincipalRecord, 'trustPolicy' | 'trustedIds'>> {
  if (trustPolicy === undefined) {
    return {
      ...kept('trustPolicy', undefined, before?.trustPolicy),
      ...kept('trustedIds', undefined, before?.trustedIds),
    };
  }
  return trustPolicy === null ? {} : { trustPolicy, trustedIds: await findTrustedIds(trustPolicy, reader) };
}

/** The directory of one sandbox. Every method throws TypeError for invalid arguments. */
export class Directory {
  readonly #ports: Ports;
  readonly #administer: <T>(act: (reader: Reader) => Promise<TransactionResult<T>>) => Promise<T>;
  readonly #now: (reader: Reader) => Promise<number>;

  constructor(ports: Ports, cache: ReadCache, commits: GroupCommitter, now: (reader: Reader) => Promise<number>) {
    this.#ports = ports;
    this.#administer = (act) =>
      runTransaction(cache, commits, async (reader) => {
        const { changes, value } = await act(reader);
        return { changes: await withPolicyVersions(changes, reader), value };
      });
    this.#now = now;
  }

  /** Returns every error for which a policy document of the directory would be refused. */
  validatePolicy(document: PolicyDocument, kind: DocumentKind): Promise<readonly PolicyFinding[]> {
    // As all methods, it rejects for an invalid argument and does not throw.
    return new Promise((resolve) => resolve(findPolicyErrors(document, kind)));
  }

  /** Creates an account with its root user, or updates the given members. */
  putAccount(account: AccountInput): Promise<AccountView> {
    checkAccountMembers(account);
    const { id, name, organization, scps, rcps } = account;
    if (scps !== undefined) checkPolicies(scps, 'scp', 'The scps of an account');
    if (rcps !== undefined) checkPolicies(rcps, 'rcp', 'The rcps of an account');
    return this.#administer(async (reader) => {
      const before = await reader.get('accounts', id);
      // SCPs and RCPs belong to the organization: an account that leaves it loses them.
      const stays = organization === null ? undefined : before;
      const after: AccountRecord = {
        id,
        ...kept('name', name, before?.name),
        ...kept('organization', organization, before?.organization),
        ...kept('scps', scps, stays?.scps),
        ...kept('rcps', rcps, stays?.rcps),
      };
      const root =
        before === undefined
          ? [{ store: 'principals', after: createRootRecord(id, await this.#now(reader)) } as const]
          : [];
      return { changes: [{ store: 'accounts', before, after }, ...root], value: after };
    });
  }

  /** Lists all accounts by ID. */
  accounts(): Promise<readonly AccountView[]> {
    return this.#administer(async (reader) => ({
      changes: [],
      value: withoutDamaged(await reader.all('accounts', 'all', [])).map(formatPolicyVersion),
    }));
  }

  /**
   * Creates a principal or updates the given members. `input.accessKey` says whether to create credentials; if omitted,
   * they are created unless the principal is an existing user or a root user. The secret cannot be read again.
   */
  putPrincipal(input: PrincipalWithCredentials): Promise<Credentials>;
  putPrincipal(input: PrincipalInput & { readonly accessKey: false }): Promise<WithoutCredentials>;
  putPrincipal(input: PrincipalInput): Promise<Credentials | WithoutCredentials>;
  putPrincipal(input: PrincipalInput): Promise<Credentials | WithoutCredentials> {
    if (typeof (input.arn as unknown) !== 'string') throw new TypeError('The ARN of a principal must be a string.');
    const session = parseSession(input.arn);
    const form =
      session === undefined
        ? parsePrincipalArn(input.arn)
        : { account: session.account, kind: 'role' as const, name: session.role };
    if (form === undefined)
      throw new TypeError(`${input.arn} is not the ARN of a user, role, role session, federated user or root.`);
    const isSession = session !== undefined || form.kind === 'federated';
    if (!isSession && (input.sessionPolicy !== undefined || input.sessionTags !== undefined)) {
      throw new TypeError('sessionPolicy and sessionTags are only valid for role sessions and federated users.');
    }
    if (input.groups !== undefined && form.kind !== 'user') throw new TypeError('Only users can be members of groups.');
    if (input.boundary !== undefined && form.kind !== 'user' && form.kind !== 'role')
      throw new TypeError('Only users and roles can have a permissions boundary.');
    if (input.policies !== undefined) checkPolicies(input.policies, 'identity', 'The policies of a principal');
    checkGroupNames(input.groups);
    checkOptionalPolicy(input.boundary, 'boundary');
    checkOptionalPolicy(input.sessionPolicy, 'session');
    checkRoleMembers(input, form.kind === 'role' && session === undefined);
    checkTags(input.tags, 'The tags of a principal');
    checkTags(input.sessionTags, 'The tags of a session');
    if (input.accessKey !== undefined && typeof input.accessKey !== 'boolean')
      throw new TypeError('accessKey must be true to create credentials, or false to create none.');
    return this.#administer(async (reader) => {
      if ((await reader.get('accounts', form.account)) === undefined) {
        throw new TypeError(
          `Account ${form.account} does not exist in this sandbox. Create it with sandbox.accounts.put.`,
        );
      }
      const groups = input.groups?.map((name) => groupArn(form.account, name));
      for (const arn of groups ?? []) {
        if ((await reader.get('groups', arn)) === undefined)
          throw new TypeError(`Group ${arn} does not exist in this sandbox. Create it with sandbox.groups.put.`);
      }
      const before = await findPrincipal(reader, input.arn);
      const now = await this.#now(reader);
      const after: PrincipalRecord = {
        arn:
          before?.arn ?? (session === undefined ? input.arn : `arn:aws:iam::${session.account}:role/${session.role}`),
        account: form.account,
        kind: form.kind,
        name: form.name,
        uniqueId:
          before?.uniqueId ??
          (form.kind === 'user' || form.kind === 'role'
            ? createUniqueId(PREFIX[form.kind], this.#ports.random)
            : form.account),
        createdAt: before?.createdAt ?? now,
        policies: input.policies ?? before?.policies ?? [],
        tags: input.tags ?? before?.tags ?? {},
        ...kept('boundary', input.boundary, before?.boundary),
        ...kept('groups', groups, before?.groups),
        ...kept('maxSessionDuration', input.maxSessionDuration, before?.maxSessionDuration),
        ...(await trustMembers(input, before, reader)),
      };
      const callerArn = form.kind === 'role' ? sessionArn(after, session?.session ?? DEFAULT_SESSION) : after.arn;
      // The secret of earlier credentials cannot be read, so new credentials are created. The earlier ones remain
      // valid.
      const isCredentialed = input.accessKey ?? (before === undefined || form.kind === 'role' || isSession);
      const created = isCredentialed ? await this.#newAccessKey(after, callerArn, now) : undefined;
      const changes: Change[] = [{ store: 'principals', before, after }, ...(created?.changes ?? [])];
      if (isSession) {
        const earlier = await reader.get('sessions', callerArn);
        const record: SessionRecord = {
          arn: callerArn,
          principalArn: after.arn,
          tags: input.sessionTags ?? earlier?.tags ?? {},
          issuedAt: now,
          ...kept('policy', input.sessionPolicy, earlier?.policy),
        };
        changes.push({ store: 'sessions', before: earlier, after: record });
      }
      return { changes, value: created?.value ?? { arn: callerArn } };
    });
  }

  /**
   * Creates an access key for a user, root user or federated user, or credentials of a session for a role or role
   * session. The secret cannot be read again.
   * @throws {TypeError} if the principal does not exist
   */
  createAccessKey(arn: string): Promise<Credentials> {
    return this.#administer(async (reader) => {
      const principal = await requirePrincipal(reader, arn);
      const callerArn =
        principal.kind === 'role'
          ? sessionArn(principal, parseSession(arn)?.session ?? DEFAULT_SESSION)
          : principal.arn;
      return this.#newAccessKey(principal, callerArn, await this.#now(reader));
    });
  }

  async #newAccessKey(
    principal: PrincipalRecord,
    callerArn: string,
    now: number,
  ): Promise<TransactionResult<Credentials>> {
    const credentials = createCredentials(principal, callerArn, this.#ports.random);
    return {
      changes: [{ store: 'accessKeys', after: await accessKeyRecord(credentials, principal, now) }],
      value: credentials,
    };
  }

  /** Creates a group or replaces its policies. */
  putGroup({ arn, policies }: GroupInput): Promise<GroupView> {
    if (typeof (arn as unknown) !== 'string') throw new TypeError('The ARN of a group must be a string.');
    const { partition, account = '', resource = '' } = parseIdentityArn(arn, 'iam') ?? {};
    const [, name] = /^group\/([\w+=,.@-]{1,128})$/.exec(resource) ?? [];
    if (name === undefined || partition !== 'aws') throw new TypeError(`${arn} is not the ARN of a group.`);
    checkPolicies(policies, 'identity', 'The policies of a group');
    return this.#administer(async (reader) => {
      if ((await reader.get('accounts', account)) === undefined)
        throw new TypeError(`Account ${account} does not exist in this sandbox. Create it with sandbox.accounts.put.`);
      const after: GroupRecord = { arn, account, name, policies };
      return { changes: [{ store: 'groups', before: await reader.get('groups', arn), after }], value: after };
    });
  }

  /** Lists all groups by ARN. */
  groups(): Promise<readonly GroupView[]> {
    return this.#administer(async (reader) => ({
      changes: [],
      value: withoutDamaged(await reader.all('groups', 'all', [])).map(formatPolicyVersion),
    }));
  }

  /** Creates or replaces a VPC endpoint. Without `policy` it has none. */
  putEndpoint({ id, vpc, policy }: EndpointInput): Promise<EndpointView> {
    const areTexts = typeof (id as unknown) === 'string' && typeof (vpc as unknown) === 'string';
    if (!areTexts || !/^vpce-[0-9a-z]+$/.test(id) || !/^vpc-[0-9a-z]+$/.test(vpc))
      throw new TypeError('id must start with vpce- and vpc with vpc-.');
    checkOptionalPolicy(policy, 'endpoint');
    return this.#administer(async (reader) => {
      const after: EndpointRecord = { id, vpc, ...kept('policy', policy, undefined) };
      return { changes: [{ store: 'endpoints', before: await reader.get('endpoints', id), after }], value: after };
    });
  }

  /** Lists all VPC endpoints by ID. */
  endpoints(): Promise<readonly EndpointView[]> {
    return this.#administer(async (reader) => ({
      changes: [],
      value: withoutDamaged(await reader.all('endpoints', 'all', [])).map(formatPolicyVersion),
    }));
  }

  /** Returns the principal with `arn`, or undefined. */
  principal(arn: string): Promise<PrincipalView | undefined> {
    return this.#administer(async (reader) => {
      const record = await findPrincipal(reader, arn);
      return { changes: [], value: record && view(record, await reader.get('sessions', arn)) };
    });
  }

  /** Lists all principals by ARN. */
  principals(): Promise<readonly PrincipalView[]> {
    return this.#administer(async (reader) => {
      const records = withoutDamaged(await reader.all('principals', 'all', []));
      const value = records.map(async (record): Promise<PrincipalView> => {
        const sessions = record.kind === 'role' ? await reader.all('sessions', 'principal', [record.arn]) : [];
        return { ...view(record), ...(sessions.length > 0 ? { sessions: sessions.map(({ arn }) => arn) } : {}) };
      });
      return { changes: [], value: await Promise.all(value) };
    });
  }

  /**
   * Deletes a user, role or federated user with its credentials. For a role session: its session policy, tags and
   * credentials. A root user cannot be deleted.
   */
  removePrincipal(arn: string): Promise<void> {
    return this.#remove((reader) => deletePrincipalChanges(reader, arn));
  }

  /** Lists the access keys of a principal, oldest first. For a role: those of all its sessions. */
  accessKeys(arn: string): Promise<readonly AccessKeyView[]> {
    return this.#administer(async (reader) => {
      const principal = await requirePrincipal(reader, arn);
      const all = await reader.all('accessKeys', 'principal', [principal.arn]);
      const own = parseSession(arn) === undefined ? all : all.filter(({ callerArn }) => callerArn === arn);
      return {
        changes: [],
        value: own.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0)).map(accessKeyView),
      };
    });
  }

  /** Deletes an access key. Requests signed with it are rejected. */
  removeAccessKey(id: string): Promise<void> {
    return this.#remove((reader) => deleteAccessKeyChanges(reader, id));
  }

  /** Deletes a group and removes its members from it. */
  removeGroup(arn: string): Promise<void> {
    return this.#remove((reader) => deleteGroupChanges(reader, arn));
  }

  /** Deletes a VPC endpoint. */
  removeEndpoint(id: string): Promise<void> {
    return this.#remove((reader) => deleteEndpointChanges(reader, id));
  }

  /**
   * Deletes an account with its principals. The default account, and one with customer managed keys, cannot be deleted.
   */
  removeAccount(id: string): Promise<void> {
    return this.#remove((reader) => deleteAccountChanges(reader, id));
  }

  #remove(gone: (reader: Reader) => Promise<readonly Change[]>): Promise<void> {
    return this.#administer(async (reader) => ({ changes: await gone(reader), value: undefined }));
  }
}
