/** The ledger of a sandbox: programs append what they hold, labs and reports read it. */
import { ServiceStore, type ServiceSandbox, type Stored, type StoreChange } from '../service-store.ts';
import { checkLedgerEntry, checkLedgerKind, checkLedgerName } from './check-ledger-entry.ts';
import type { LedgerEntry, LedgerEntryOf, LedgerKind, LedgerView } from './ledger-entries.ts';

const SCOPE = 'ledger';

/** Selects one entry. */
export interface LedgerName<K extends LedgerKind = LedgerKind> {
  readonly kind: K;
  readonly id: string;
}

/** The ledger. Every method rejects with TypeError for a malformed input. */
export interface Ledger {
  /** Stores an entry, and replaces one of the same kind and ID. */
  put(entry: LedgerEntry): Promise<void>;
  /** Replaces members of an entry. An entry that does not exist is not created. */
  update<K extends LedgerKind>(change: LedgerName<K> & Partial<LedgerEntryOf<K>>): Promise<void>;
  get<K extends LedgerKind>(entry: LedgerName<K>): Promise<LedgerView<K> | undefined>;
  /** Lists all entries of a kind, or of all kinds, by kind and ID. */
  list<K extends LedgerKind = LedgerKind>(query?: { readonly kind?: K }): Promise<readonly LedgerView<K>[]>;
}

const nameOf = ({ kind, id }: LedgerName): string => `${kind}/${id}`;

/** The change of a record that puts an entry: services store it in one transaction with their own records. */
export function ledgerChange(entry: LedgerEntry): StoreChange {
  checkLedgerEntry(entry);
  return { scope: SCOPE, name: nameOf(entry), value: entry };
}

function viewOf<K extends LedgerKind>(record: Stored<LedgerEntryOf<K>>, now: number): LedgerView<K> {
  const { createdAt, updatedAt } = record;
  const entry: LedgerEntry = record.value;
  const end = entry.kind === 'dataKey' && !entry.zeroised ? now : updatedAt;
  const age = entry.kind === 'dataKey' ? { ageSeconds: (end - createdAt) / 1000 } : {};
  return { ...record.value, createdAt, updatedAt, ...age };
}

/** Creates the ledger of a sandbox. All of them share what is stored. */
export function createLedger(strongroom: ServiceSandbox): Ledger {
  const store = new ServiceStore(strongroom);
  const now = async (): Promise<number> => (await strongroom.sandbox.clock.now()).getTime();

  return {
    async put(entry) {
      await store.change(ledgerChange(entry));
    },
    async update(change) {
      checkLedgerName(change);
      await store.update<LedgerEntry>(SCOPE, nameOf(change), (before) => {
        if (before === undefined) return undefined;
        const after: unknown = { ...before, ...change };
        checkLedgerEntry(after);
        return after;
      });
    },
    async get<K extends LedgerKind>(entry: LedgerName<K>) {
      checkLedgerName(entry);
      const record = await store.get<LedgerEntryOf<K>>(SCOPE, nameOf(entry));
      return record && viewOf<K>(record, await now());
    },
    async list<K extends LedgerKind = LedgerKind>({ kind }: { readonly kind?: K } = {}) {
      if (kind !== undefined) checkLedgerKind(kind);
      const records = await store.all<LedgerEntryOf<K>>(SCOPE, kind === undefined ? '' : `${kind}/`);
      const at = await now();
      return records.map((record) => viewOf<K>(record, at));
    },
  };
}
