/**
 * The Orders app: it encrypts orders under a data key that it keeps in memory. While the key is cached, it goes on
 * without KMS, even if the KMS key is disabled; after a restart it needs KMS again.
 */
import { fromBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { createUuid } from '../../base/uuid.ts';
import { decryptBytes, decryptDataKey, encryptBytes, generateDataKey } from '../data-keys.ts';
import { createTurns } from '../in-turn.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AppEventEntry } from '../ledger/ledger-entries.ts';
import { kmsErrorName, ServiceError } from '../service-error.ts';
import { ServiceStore, type ServiceSandbox } from '../service-store.ts';
import { CachedDataKey } from '../cached-data-key.ts';
import type { AppRecord, OrderRecord, OrdersOutcome, OrdersState, StartOrdersInput } from './orders-types.ts';

/** Name of the app in the ledger. */
export const ORDERS_PROGRAM = 'orders';
/** The record of the app. */
export const APP = { scope: 'orders/app', name: 'app' } as const;
/** Scope of the orders. */
export const ORDERS = 'orders/orders';

/** Encryption context of the app's data keys. */
export const ordersContext = ({ tenant }: StartOrdersInput): Record<string, string> => ({
  app: ORDERS_PROGRAM,
  ...(tenant && { tenant }),
});

/** The Orders app. An error of KMS is an outcome; anything else rejects. */
export interface Orders {
  /** Starts the app under a KMS key, with a new data key. Stored orders remain. */
  start(input: StartOrdersInput): Promise<OrdersOutcome>;
  /** Ends and starts the app: the data key in memory is overwritten, and KMS decrypts the encrypted copy. */
  restart(): Promise<OrdersOutcome>;
  /** Encrypts and stores an order. */
  write(input: { readonly text: string }): Promise<OrdersOutcome>;
  /** Decrypts an order. */
  read(input: { readonly id: string }): Promise<OrdersOutcome>;
  state(): Promise<OrdersState>;
}

/** Creates the app in this tab. */
export function createOrders(strongroom: ServiceSandbox, ledger: Ledger): Orders {
  const store = new ServiceStore(strongroom);
  let cached: CachedDataKey | undefined;
  let generation = -1;
  // As in a program with one thread: so that uses of the data key are counted.
  const inTurn = createTurns();

  const now = async (): Promise<number> => (await strongroom.sandbox.clock.now()).getTime();
  const newId = (): string => createUuid(crypto.getRandomValues(new Uint8Array(16)));

  async function drop(): Promise<void> {
    await cached?.drop();
    cached = undefined;
  }

  /** Returns the record of the app, and drops a data key of before a restart in another tab. */
  async function appOf(): Promise<AppRecord> {
    const app = await store.get<AppRecord>(APP.scope, APP.name);
    if (app === undefined) throw new ServiceError('NotStarted', 'The app was not started. Call start with a KMS key.');
    if (app.value.generation !== generation) await drop();
    ({ generation } = app.value);
    return app.value;
  }

  const kmsOf = ({ region, caller }: StartOrdersInput) => strongroom.kms(region, caller);

  async function keep(settings: StartOrdersInput, edk?: Uint8Array): Promise<CachedDataKey> {
    const context = ordersContext(settings);
    const key = edk
      ? await decryptDataKey(kmsOf(settings), edk, context)
      : await generateDataKey(kmsOf(settings), settings.KeyId, context);
    const { maxUses, maxAgeSeconds, tenant } = settings;
    const labels = {
      program: ORDERS_PROGRAM,
      contextNames: Object.keys(context),
      ...(maxUses === undefined ? {} : { maxUses }),
      ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
      ...(tenant === undefined ? {} : { tenant }),
    };
    return CachedDataKey.keep(ledger, key, labels, await now());
  }

  /** Returns the data key for new orders, from memory or from KMS. */
  async function keyForWriting(
    app: AppRecord,
  ): Promise<{ readonly key: CachedDataKey; readonly from: 'cached' | 'fetched' }> {
    if (cached?.isUsable(await now())) return { key: cached, from: 'cached' };
    const isUsedUp = cached !== undefined;
    await drop();
    const key = await keep(app.settings, app.edk === undefined || isUsedUp ? undefined : fromBase64(app.edk));
    cached = key;
    await store.update<AppRecord>(APP.scope, APP.name, (before) => before && { ...before, edk: key.edk });
    return { key, from: 'fetched' };
  }

  async function note(
    event: AppEventEntry['event'],
    settings: StartOrdersInput,
    outcome: OrdersOutcome,
  ): Promise<OrdersOutcome> {
    const { ok, dataKey, error } = outcome;
    const key = cached?.key.keyArn ?? settings.KeyId;
    const entry = { kind: 'appEvent', id: newId(), program: ORDERS_PROGRAM, event, dataKey, key, ok } as const;
    await ledger.put({ ...entry, ...(error === undefined ? {} : { error }) });
    return outcome;
  }

  /** Runs a step of the app. An error of KMS becomes its outcome. */
  async function attempt(
    event: AppEventEntry['event'],
    settings: StartOrdersInput,
    step: () => Promise<OrdersOutcome>,
  ): Promise<OrdersOutcome> {
    try {
      return await note(event, settings, await step());
    } catch (cause) {
      const error = kmsErrorName(cause);
      if (error === undefined) throw cause;
      return note(event, settings, { ok: false, dataKey: 'none', error, cause });
    }
  }

  /** Overwrites the data key of this tab. Those of other tabs are dropped when they next call the app. */
  async function begin(event: 'start' | 'restart', settings?: StartOrdersInput): Promise<OrdersOutcome> {
    await drop();
    for (const entry of await ledger.list({ kind: 'dataKey' }))
      if (entry.program === ORDERS_PROGRAM && !entry.zeroised)
        await ledger.update({ kind: 'dataKey', id: entry.id, zeroised: true });
    await store.update<AppRecord>(APP.scope, APP.name, (before) => {
      const next = settings === undefined ? before : { settings };
      return next && { ...next, generation: (before?.generation ?? 0) + 1 };
    });
    const app = await appOf();
    return attempt(event, app.settings, async () => ({ ok: true, dataKey: (await keyForWriting(app)).from }));
  }

  return {
    start: (input) => inTurn(() => begin('start', input)),
    restart: () =>
      inTurn(async () => {
        await appOf();
        return begin('restart');
      }),
    write: ({ text }) =>
      inTurn(async () => {
        const app = await appOf();
        return attempt('write', app.settings, async () => {
          const { key, from } = await keyForWriting(app);
          const id = newId();
          const body = await encryptBytes(key.key.plaintext, encodeUtf8(text), id);
          await key.noteUse();
          const value: OrderRecord = { id, edk: key.edk };
          await store.change({ scope: ORDERS, name: id, value, body });
          return { ok: true, dataKey: from, id };
        });
      }),
    read: ({ id }) =>
      inTurn(async () => {
        const app = await appOf();
        const order = await store.get<OrderRecord>(ORDERS, id);
        if (order?.body === undefined) throw ServiceError.at('id', 'NotFound', `There is no order ${id}.`);
        const { body, value } = order;
        return attempt('read', app.settings, async () => {
          if (cached?.edk === value.edk && cached.isUsable(await now())) {
            const text = decodeUtf8(await decryptBytes(cached.key.plaintext, body, id));
            await cached.noteUse();
            return { ok: true, dataKey: 'cached', text };
          }
          const key = await keep(app.settings, fromBase64(value.edk));
          try {
            const text = decodeUtf8(await decryptBytes(key.key.plaintext, body, id));
            await key.noteUse();
            return { ok: true, dataKey: 'fetched', text };
          } finally {
            await key.drop();
          }
        });
      }),
    state: () =>
      inTurn(async () => {
        const app = await store.get<AppRecord>(APP.scope, APP.name);
        const orders = (await store.all<OrderRecord>(ORDERS)).map(({ name }) => name);
        if (app === undefined) return { orders };
        await appOf();
        const at = await now();
        const dataKey = cached && { ageSeconds: cached.ageAt(at), uses: cached.uses, key: cached.key.keyArn };
        return { settings: app.value.settings, ...(dataKey && { dataKey }), orders };
      }),
  };
}
