/** The directory as the sandbox shows and changes it: accounts, principals, credentials. */
import { parseArn } from '../../model/arn.ts';
import type { Credentials, PrincipalInput, PrincipalView } from '../../model/contract.ts';
import type { Ports } from '../../model/ports.ts';
import type { AccountRecord, Change, PrincipalRecord } from '../../model/records.ts';
import { administer, type Act } from '../administration.ts';
import { KmsError } from '../../model/errors.ts';
import { parseIdentityPolicy } from '../authorization/policy.ts';
import type { Commits } from '../commits.ts';
import type { Reader, WorldCache } from '../reader.ts';
import { accessKeyRecord, iamId, newCredentials } from './access-keys.ts';
import { rootRecord } from './fresh-world.ts';
import { DEFAULT_SESSION, findPrincipal, parseSession, principalForm, sessionArn } from './principals.ts';

const ACCOUNT = /^\d{12}$/;

function view({ arn, kind, account, name, policies, tags }: PrincipalRecord): PrincipalView {
  return { arn, kind, account, name, policies, tags };
}

/** Refuses documents that would not be evaluated. */
function checkPolicies(policies: PrincipalInput['policies']): void {
  for (const document of policies ?? []) {
    try {
      parseIdentityPolicy(document);
    } catch (error) {
      if (error instanceof KmsError) throw new TypeError(error.note ?? error.message, { cause: error });
      throw error;
    }
  }
}

/** The directory of one world. Every method throws TypeError when its own contract is broken. */
export class Directory {
  readonly #ports: Ports;
  readonly #administer: <T>(act: (reader: Reader) => Promise<Act<T>>) => Promise<T>;
  readonly #now: (reader: Reader) => Promise<number>;

  constructor(ports: Ports, cache: WorldCache, commits: Commits, now: (reader: Reader) => Promise<number>) {
    this.#ports = ports;
    this.#administer = (act) => administer(cache, commits, act);
    this.#now = now;
  }

  /** Makes an account with its root, or changes what is given. */
  putAccount({ id, name }: AccountRecord): Promise<AccountRecord> {
    if (!ACCOUNT.test(id)) throw new TypeError('An account id has 12 digits.');
    return this.#administer(async (reader) => {
      const before = await reader.get('accounts', id);
      const after: AccountRecord = { ...before, id, ...(name === undefined ? {} : { name }) };
      const root = before === undefined ? [{ store: 'principals', after: rootRecord(id, await this.#now(reader)) } as const] : [];
      return { changes: [{ store: 'accounts', before, after }, ...root], value: after };
    });
  }

  /** All accounts, by id. */
  accounts(): Promise<readonly AccountRecord[]> {
    return this.#administer(async (reader) => ({ changes: [], value: await reader.all('accounts', 'all', []) }));
  }

  /** Makes a principal, or replaces what is given; the credentials are new when the principal is, or the session. The secret is shown this once. */
  putPrincipal(input: PrincipalInput): Promise<Credentials> {
    const session = parseSession(input.arn);
    const form = session === undefined ? principalForm(input.arn) : { account: session.account, kind: 'role' as const, name: session.role };
    if (form === undefined) throw new TypeError(`${String(input.arn)} is not the ARN of a user, role, role session or root.`);
    checkPolicies(input.policies);
    return this.#administer(async (reader) => {
      if ((await reader.get('accounts', form.account)) === undefined) {
        throw new TypeError(`There is no account ${form.account} in this world: sandbox.accounts.put makes one.`);
      }
      const before = await findPrincipal(reader, input.arn);
      const after: PrincipalRecord = {
        arn: before?.arn ?? (session === undefined ? input.arn : `arn:aws:iam::${session.account}:role/${session.role}`),
        account: form.account,
        kind: form.kind,
        name: form.name,
        uniqueId: before?.uniqueId ?? (form.kind === 'root' ? form.account : iamId(form.kind === 'user' ? 'AIDA' : 'AROA', this.#ports.random)),
        createdAt: before?.createdAt ?? (await this.#now(reader)),
        policies: input.policies ?? before?.policies ?? [],
        tags: input.tags ?? before?.tags ?? {},
      };
      const callerArn = form.kind === 'role' ? sessionArn(after, session?.session ?? DEFAULT_SESSION) : after.arn;
      // The secret of earlier credentials is stored nowhere, so there are new ones to give; the earlier ones go on working.
      const credentials = newCredentials(after, callerArn, this.#ports.random);
      const changes: Change[] = [
        { store: 'principals', before, after },
        { store: 'accessKeys', after: await accessKeyRecord(credentials, after) },
      ];
      return { changes, value: credentials };
    });
  }

  /** The principal behind `arn`, or undefined. */
  principal(arn: string): Promise<PrincipalView | undefined> {
    return this.#administer(async (reader) => {
      const record = await findPrincipal(reader, arn);
      return { changes: [], value: record && view(record) };
    });
  }

  /** All principals, by ARN. */
  principals(): Promise<readonly PrincipalView[]> {
    return this.#administer(async (reader) => ({ changes: [], value: (await reader.all('principals', 'all', [])).map(view) }));
  }

  /** Removes a user or role with its credentials. The root of an account can not go. */
  removePrincipal(arn: string): Promise<void> {
    return this.#administer(async (reader) => {
      const before = await reader.get('principals', arn);
      if (before === undefined) throw new TypeError(`There is no principal ${arn} in this world.`);
      if (before.kind === 'root') throw new TypeError(`The root of account ${parseArn(arn)?.account ?? ''} can not be removed.`);
      const keys = await reader.all('accessKeys', 'principal', [arn]);
      return { changes: [{ store: 'principals', before }, ...keys.map((key): Change => ({ store: 'accessKeys', before: key }))], value: undefined };
    });
  }
}
