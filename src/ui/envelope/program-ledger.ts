/**
 * Writes what this page encrypts, decrypts and holds to the ledger of the sandbox: hashes only. Best effort: a ledger
 * that cannot be written stops no file.
 */
import { toHex } from '../../base/hex.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { EncryptedDataKey } from '../../envelope/header.ts';
import type { PageContext } from '../page/page-context.ts';
import { servicesOf } from '../page/services-of.ts';
import { CHANGE_LIVE_KEYS, type LiveKeys } from './live-keys.ts';
import { describeProvider } from './provider-info.ts';

/** Name of this page in the ledger. */
const PROGRAM = 'playground';

/** The sandbox whose ledger is written. */
export type LedgerSandbox = PageContext['strongroom'];

/** Something that was encrypted. Its ID in the ledger is the hash of its body, which stays when its keys change. */
export interface NotedItem {
  /** Hash of the encrypted body. */
  readonly bodySha: string;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  /** The encryption context that is stored with it. */
  readonly encryptionContext: Readonly<Record<string, string>>;
  readonly plaintext: Bytes;
}

/** A plaintext data key that a run has used. */
export interface NotedDataKey {
  /** The encrypted data key that KMS returned or decrypted. */
  readonly edk: Uint8Array;
  /** ARN of its KMS key. */
  readonly key: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
  /** Copies of its bytes in memory. */
  readonly copies: readonly Uint8Array[];
  /** Fires when bytes were overwritten. */
  readonly liveKeys: Pick<LiveKeys, 'addEventListener' | 'removeEventListener'>;
  /** How often the run used it. Default: once. */
  readonly uses?: number;
}

/** Many records that were encrypted or decrypted in one run. */
export interface NotedRun {
  readonly items: number;
  /** Number of KMS calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** The encrypted data keys of the records, each once. */
  readonly edks: readonly Uint8Array[];
}

/** Returns the SHA-256 of bytes as the ledger has it. */
export async function shaOf(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))));
}

const ledgerOf = (sandbox: LedgerSandbox) => servicesOf(sandbox).ledger;

/** Ignores errors: what the entry describes has happened, whether or not the ledger lists it. */
async function attempt(write: () => Promise<void>): Promise<void> {
  await write().catch(() => undefined);
}

async function keysOf(encryptedDataKeys: readonly EncryptedDataKey[]) {
  return {
    edkShas: await Promise.all(encryptedDataKeys.map(({ ciphertext }) => shaOf(ciphertext))),
    edkCount: encryptedDataKeys.length,
    keys: encryptedDataKeys.map((key) => describeProvider(key).name),
  };
}

/** Adds what was encrypted. */
export async function noteItem(sandbox: LedgerSandbox, item: NotedItem): Promise<void> {
  await attempt(async () => {
    const { bodySha, plaintext, encryptionContext } = item;
    await ledgerOf(sandbox).put({
      kind: 'item',
      id: bodySha,
      program: PROGRAM,
      ...(await keysOf(item.encryptedDataKeys)),
      contextNames: Object.keys(encryptionContext),
      bodySha,
      plainSha: await shaOf(plaintext),
      plaintextLen: plaintext.length,
      status: 'stored',
    });
  });
}

/** Replaces the encrypted data keys of an item that the ledger has. None: nothing can decrypt it. */
export async function noteKeys(
  sandbox: LedgerSandbox,
  bodySha: string,
  encryptedDataKeys: readonly EncryptedDataKey[],
): Promise<void> {
  await attempt(async () => {
    const status = encryptedDataKeys.length === 0 ? 'unrecoverable' : 'stored';
    const keys = await keysOf(encryptedDataKeys);
    await ledgerOf(sandbox).update({ kind: 'item', id: bodySha, ...keys, status });
  });
}

/** Says that an item of the ledger was decrypted. */
export async function noteOpened(sandbox: LedgerSandbox, bodySha: string, plaintext: Bytes): Promise<void> {
  await attempt(async () => {
    const openedSha = await shaOf(plaintext);
    await ledgerOf(sandbox).update({ kind: 'item', id: bodySha, openedSha });
  });
}

const areZeros = (copies: readonly Uint8Array[]) => copies.every((copy) => copy.every((byte) => byte === 0));

const LOCK_PREFIX = 'strong-data-key ';

/** Says that data keys of tabs that are closed are overwritten: their memory does not exist. Live ones hold a lock. */
async function closeForgotten(ledger: ReturnType<typeof ledgerOf>): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const live = new Set(held.map(({ name }) => name));
  for (const { id, program, zeroised } of await ledger.list({ kind: 'dataKey' }))
    if (program === PROGRAM && !zeroised && !live.has(LOCK_PREFIX + id))
      await ledger.update({ kind: 'dataKey', id, zeroised: true });
}

/** Holds a lock: other tabs see by it that this tab has the data key. Returns what releases it. */
function holdLock(id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  void navigator.locks.request(LOCK_PREFIX + id, { mode: 'shared' }, () => promise).catch(() => undefined);
  return () => resolve(undefined);
}

/** Adds uses of a data key, and says when all copies of its bytes are overwritten. */
export async function noteDataKey(sandbox: LedgerSandbox, dataKey: NotedDataKey): Promise<void> {
  const { edk, key, encryptionContext, copies, liveKeys, uses = 1 } = dataKey;
  await attempt(async () => {
    const ledger = ledgerOf(sandbox);
    const edkSha = await shaOf(edk);
    const name = { kind: 'dataKey', id: edkSha } as const;
    await closeForgotten(ledger);
    const before = await ledger.get(name);
    const contextNames = Object.keys(encryptionContext);
    const total = (before?.uses ?? 0) + uses;
    const entry = { ...name, program: PROGRAM, edkSha, key, uses: total, contextNames } as const;
    const zeroised = areZeros(copies);
    await ledger.put({ ...entry, zeroised });
    if (zeroised) return;
    const release = holdLock(edkSha);
    const onChange = () => {
      if (!areZeros(copies)) return;
      liveKeys.removeEventListener(CHANGE_LIVE_KEYS.name, onChange);
      release();
      void attempt(() => ledger.update({ ...name, zeroised: true }));
    };
    liveKeys.addEventListener(CHANGE_LIVE_KEYS.name, onChange);
    // They may have been overwritten while the entry was stored.
    onChange();
  });
}

/** Adds a run over many records. */
export async function noteRun(sandbox: LedgerSandbox, { items, calls, edks }: NotedRun): Promise<void> {
  await attempt(async () => {
    const kmsCalls = Object.values(calls).reduce((sum, count) => sum + count, 0);
    const edkShas = [...new Set(await Promise.all(edks.map(shaOf)))];
    const id = crypto.randomUUID();
    await ledgerOf(sandbox).put({ kind: 'run', id, program: PROGRAM, items, kmsCalls, calls, edkShas });
  });
}
