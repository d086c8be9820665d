/** A small host behind the real wire: enough KMS to see what client and protocol do, and what reached it. */
import { serve } from '../../src/worker/serve.ts';
import { connectToWorker } from '../../src/client/connect.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import type { AuditEvent, EventQuery, EventQueryStep } from '../../src/model/audit.ts';
import type { Call, HttpRequest, HttpResponse, Reply } from '../../src/model/contract.ts';
import { ADMIN_CREDENTIALS, DEFAULT_ACCOUNT } from '../../src/model/documented-world.ts';
import { KmsError } from '../../src/model/errors.ts';
import type { AccessKeyRecord, Settings } from '../../src/model/records.ts';
import type { WorkerApi } from '../../src/model/worker-api.ts';
import { isPresenceQuestion, PRESENCE_KEY } from '../../src/model/worker-presence.ts';
import { handleHttp } from '../../src/protocol/handle-http.ts';

export const ADMIN_ARN = `arn:aws:iam::${DEFAULT_ACCOUNT}:user/admin`;
export const REQUEST_ID = '0f6b0c5e-0000-4000-8000-000000000001';

export const SETTINGS: Settings = {
  signatures: 'required',
  defaultAccount: DEFAULT_ACCOUNT,
  durability: 'relaxed',
  custody: 'native',
  requestQuotas: 'off',
  propagationDelaySeconds: 0,
};

/** An access key as the directory keeps it: the secret cannot be read back. */
export async function accessKey(
  id: string,
  secret: string,
  more: Partial<AccessKeyRecord> = {},
): Promise<AccessKeyRecord> {
  const raw = new TextEncoder().encode(`AWS4${secret}`);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return { id, callerArn: ADMIN_ARN, principalArn: ADMIN_ARN, secret: key, ...more };
}

const KEYS = Array.from({ length: 7 }, (_, index) => ({ KeyId: `key-${index}`, KeyArn: `arn:key-${index}` }));

type Handlers = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

const HANDLERS: Handlers = {
  Encrypt: ({ KeyId, Plaintext }) => ({
    CiphertextBlob: Uint8Array.from(Plaintext as Uint8Array, (byte) => byte ^ 0xff),
    KeyId,
  }),
  Decrypt: ({ CiphertextBlob }) => ({
    Plaintext: Uint8Array.from(CiphertextBlob as Uint8Array, (byte) => byte ^ 0xff),
    KeyId: 'key-0',
  }),
  DescribeKey: ({ KeyId }) => {
    if (KeyId === 'key-0') return { KeyMetadata: { KeyId, CreationDate: new Date(1_700_000_000_123) } };
    throw new KmsError('NotFoundException', `Key '${String(KeyId)}' does not exist`, 'It never did.');
  },
  DisableKey: () => ({}),
  EnableKey: () => {
    throw new KmsError('DisabledException');
  },
  ListKeys: ({ Limit, Marker }) => {
    const at = Number(Marker ?? 0);
    const next = at + Number(Limit ?? 100);
    return {
      Keys: KEYS.slice(at, next),
      Truncated: next < KEYS.length,
      ...(next < KEYS.length ? { NextMarker: String(next) } : {}),
    };
  },
};

/** What reached the host. */
export interface Seen {
  readonly calls: Call[];
  readonly methods: [world: string, method: string, args: readonly unknown[]][];
}

/** One step of a query: a partial page of one event as long as the query has a text and a position above 1. */
function step({ text, before }: EventQuery): EventQueryStep {
  const seq = before?.seq ?? 4;
  const isPartial = text !== undefined && seq > 1;
  return {
    events: text === undefined ? [] : [{ at: seq } as AuditEvent],
    isPartial,
    searched: 10,
    reached: seq,
    ...(isPartial ? { next: { seq: seq - 1, index: 0 } } : {}),
  };
}

/** A host. `call` runs before each call: a place to wait, or to throw. */
export async function fakeHost(
  before: (call: Call) => unknown = () => undefined,
): Promise<{ host: WorkerApi; seen: Seen }> {
  const seen: Seen = { calls: [], methods: [] };
  const keys = new Map([
    [
      ADMIN_CREDENTIALS.accessKeyId as string,
      await accessKey(ADMIN_CREDENTIALS.accessKeyId, ADMIN_CREDENTIALS.secretAccessKey),
    ],
  ]);

  async function call(one: Call): Promise<Reply> {
    seen.calls.push(one);
    await before(one);
    try {
      const output = HANDLERS[one.operation]?.(one.input as Record<string, unknown>) ?? {};
      return { requestId: REQUEST_ID, ok: true, output } as unknown as Reply;
    } catch (error) {
      if (error instanceof KmsError) return { requestId: REQUEST_ID, ok: false, error: error.toData() };
      throw error;
    }
  }

  const http = (request: HttpRequest): Promise<HttpResponse> =>
    handleHttp(request, {
      accessKey: (id) => Promise.resolve(keys.get(id)),
      settings: () => Promise.resolve(SETTINGS),
      realNow: () => Date.now(),
      simulatedNow: () => Promise.resolve(Date.now()),
      call,
      serviceCall: () => Promise.reject(new Error('This host has KMS alone.')),
    });

  const host: WorkerApi = {
    call: (_world, one) => call(one),
    http: (_world, request) => http(request),
    async sandbox(world, method, args) {
      seen.methods.push([world, method, args]);
      if (method === 'setClock') throw new TypeError('The clock goes back only before the first call.');
      if (method === 'settings') return SETTINGS;
      if (method === 'events') return step(args[0] as EventQuery);
      if (method.toLowerCase().includes('clock')) return { now: 1_700_000_000_000, paused: method === 'runClock' };
      return undefined;
    },
  };
  return { host, seen };
}

/** A page connected to such a host over a real channel. `messages`: those that came to the port of KMS calls. */
export async function fakeStrongroom(
  before?: (call: Call) => unknown,
): Promise<{ strongroom: Strongroom; seen: Seen; messages: unknown[] }> {
  const { host, seen } = await fakeHost(before);
  const { port1, port2 } = new MessageChannel();
  const messages: unknown[] = [];
  port2.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isPresenceQuestion(data))
      data[PRESENCE_KEY].calls.addEventListener('message', ({ data: batch }) => messages.push(batch));
  });
  serve(host, port2);
  return { strongroom: connectToWorker(port1), seen, messages };
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('It did not reject.');
}
