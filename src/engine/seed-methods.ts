/** What seed documents need of an engine besides calls: names of keys, deleted principals, and drafts. */
import type { KeyNamesRecord, PrincipalIds } from '../model/records.ts';
import { isDeletedPrincipal } from './directory/unique-ids.ts';
import type { GroupCommitter, PendingCommit } from './transaction/group-commit.ts';
import type { Reader } from './transaction/reader.ts';
import type { TransactionResult } from './transaction/run-transaction.ts';

type Administer = <T>(act: (reader: Reader) => Promise<TransactionResult<T>>) => Promise<T>;

async function readKeyNames(reader: Reader): Promise<KeyNamesRecord | undefined> {
  const record = await reader.get('world', 'keyNames');
  return record?.name === 'keyNames' ? record : undefined;
}

/** Methods for seed documents. One per engine. */
export class SeedMethods {
  readonly #administer: Administer;
  readonly #commits: GroupCommitter;

  constructor(administer: Administer, commits: GroupCommitter) {
    this.#administer = administer;
    this.#commits = commits;
  }

  /** Returns the names that documents gave to keys, in their order. Undefined: there was no document. */
  keyNames(): Promise<KeyNamesRecord['names'] | undefined> {
    return this.#administer(async (reader) => ({ changes: [], value: (await readKeyNames(reader))?.names }));
  }

  /** Adds names of keys. Names of deleted keys are dropped. */
  nameKeys(names: KeyNamesRecord['names']): Promise<void> {
    return this.#administer(async (reader) => {
      const before = await readKeyNames(reader);
      const kept: KeyNamesRecord['names'][number][] = [];
      for (const entry of before?.names ?? []) if (await reader.get('keys', entry[0])) kept.push(entry);
      const after: KeyNamesRecord = { name: 'keyNames', names: [...kept, ...names] };
      return { changes: [{ store: 'world', before, after }], value: undefined };
    });
  }

  /** Returns the ARNs of those of `ids` whose users and roles were deleted. */
  deletedPrincipals(ids: PrincipalIds | undefined): Promise<ReadonlySet<string>> {
    return this.#administer(async (reader) => ({
      changes: [],
      value: new Set((await isDeletedPrincipal(ids, reader)).keys()),
    }));
  }

  /** Stores a draft of the sandbox as it was at segment `baseSeq`. Returns false if it has changed since. */
  adopt(draft: PendingCommit, baseSeq: number): Promise<boolean> {
    return this.#commits.adopt(draft, baseSeq);
  }
}
