/** A run of the load generator: real calls at a steady rate, each retried as the plan says. */
import { isThrottled, ThrottlingRetries } from '../../client/throttling-retries.ts';
import type { KmsClient } from '../../client/strongroom.ts';
import type { CallOptions, Reply } from '../../model/contract.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { outputOf } from '../page/call-recorder.ts';
import { sha256Hex } from '../../services/sha256-hex.ts';
import { DataKeyCache, type GeneratedKey } from './data-key-cache.ts';
import type { RunLedger } from './run-ledger.ts';
import { TENANTS, type LoadOperation, type RunPlan } from './run-plan.ts';
import type { Attempt, JobCounts, RunResults } from './run-results.ts';

/** How often the jobs that are due start. */
const STEP_MS = 20;

/** What the jobs encrypt, sign and authenticate. */
const MESSAGE_BYTES = 1024;

const IV_BYTES = 12;

/** Makes one attempt. `tenant`: in the encryption context of a data key. */
type SendCall = (options: CallOptions, tenant?: string) => Promise<Reply>;

/** The calls before a run, and the call that it repeats. `setup` retries; `kms` does not. */
interface Clients {
  readonly setup: KmsClient;
  readonly kms: KmsClient;
}

const message = (): Uint8Array<ArrayBuffer> => new Uint8Array(MESSAGE_BYTES).fill(7);

/** Prepares the call of each operation. */
const PREPARE: Readonly<Record<LoadOperation, (clients: Clients, KeyId: string) => Promise<SendCall>>> = {
  GenerateDataKey: async ({ kms }, KeyId) => {
    const input = { KeyId, KeySpec: 'AES_256' } as const;
    return (options, tenant) =>
      kms.call('GenerateDataKey', tenant === undefined ? input : { ...input, EncryptionContext: { tenant } }, options);
  },
  Encrypt: async ({ setup, kms }, KeyId) => {
    const input = await encryptInput(setup, KeyId);
    return (options) => kms.call('Encrypt', input, options);
  },
  Decrypt: async ({ setup, kms }, KeyId) => {
    const input = await encryptInput(setup, KeyId);
    const { CiphertextBlob } = outputOf(await setup.call('Encrypt', input));
    const { EncryptionAlgorithm } = input;
    return (options) => kms.call('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm }, options);
  },
  // A key that cannot sign gets the error of AWS about its usage, not one about a missing algorithm.
  Sign: async ({ setup, kms }, KeyId) => {
    const { SigningAlgorithms } = await describe(setup, KeyId);
    const input = { KeyId, Message: message(), SigningAlgorithm: SigningAlgorithms?.[0] ?? 'ECDSA_SHA_256' } as const;
    return (options) => kms.call('Sign', input, options);
  },
  GenerateMac: async ({ setup, kms }, KeyId) => {
    const { MacAlgorithms } = await describe(setup, KeyId);
    const input = { KeyId, Message: message(), MacAlgorithm: MacAlgorithms?.[0] ?? 'HMAC_SHA_256' } as const;
    return (options) => kms.call('GenerateMac', input, options);
  },
  GenerateRandom: async ({ kms }) => {
    return (options) => kms.call('GenerateRandom', { NumberOfBytes: 32 }, options);
  },
  DescribeKey: async ({ kms }, KeyId) => {
    return (options) => kms.call('DescribeKey', { KeyId }, options);
  },
  ListGrants: async ({ setup, kms }, keyId) => {
    // The operation takes no alias.
    const { Arn: KeyId } = await describe(setup, keyId);
    return (options) => kms.call('ListGrants', { KeyId }, options);
  },
};

async function describe(kms: KmsClient, KeyId: string): Promise<Partial<KeyMetadata>> {
  return outputOf(await kms.call('DescribeKey', { KeyId })).KeyMetadata ?? {};
}

/** RSA takes a short plaintext only. */
async function encryptInput(kms: KmsClient, KeyId: string) {
  const { EncryptionAlgorithms } = await describe(kms, KeyId);
  return { KeyId, Plaintext: message().slice(0, 32), EncryptionAlgorithm: EncryptionAlgorithms?.[0] };
}

/** Imports the plaintext data key of a reply, and overwrites it. */
async function importDataKey(reply: Reply): Promise<GeneratedKey> {
  const { Plaintext, CiphertextBlob, KeyId: keyArn = '' } = outputOf(reply as Reply<'GenerateDataKey'>);
  const bytes = Uint8Array.from(Plaintext ?? []);
  try {
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']);
    return { key, keyArn, edkSha: await sha256Hex(CiphertextBlob ?? new Uint8Array()) };
  } finally {
    bytes.fill(0);
    Plaintext?.fill(0);
  }
}

/** Waits; ends early if the signal aborts. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** One run. */
export class LoadRun {
  readonly #plan: RunPlan;
  readonly #signal: AbortSignal;
  readonly #retries = new ThrottlingRetries();
  readonly #jobs: JobCounts = { started: 0, succeeded: 0, failed: 0, stopped: 0, cached: 0 };
  readonly #attempts: Attempt[] = [];
  readonly #errors = new Map<string, number>();
  readonly #cache: DataKeyCache | undefined;
  readonly #ledger: RunLedger | undefined;
  #calls = 0;
  #startedAt = 0;

  constructor(plan: RunPlan, signal: AbortSignal, ledger?: RunLedger) {
    this.#plan = plan;
    this.#signal = signal;
    this.#ledger = ledger;
    if (plan.operation === 'GenerateDataKey' && plan.cache) this.#cache = new DataKeyCache(plan.cache, ledger);
  }

  /** The results so far. A new object each time, for what compares by identity. */
  get results(): RunResults {
    return { jobs: { ...this.#jobs }, attempts: this.#attempts, errors: this.#errors };
  }

  /**
   * Makes the calls. Resolves when the last job has finished, or soon after the signal has aborted.
   * @param clients `setup` makes the calls before the run; `kms` those of the run, and must not retry
   * @throws the error of a call before the run, or of a write to the ledger
   */
  async run(clients: Clients): Promise<void> {
    const { operation, keyId, jobsPerSecond, seconds } = this.#plan;
    const send = await PREPARE[operation](clients, keyId);
    const open: Promise<void>[] = [];
    const total = jobsPerSecond * seconds;
    this.#startedAt = performance.now();
    while (!this.#signal.aborted && this.#jobs.started < total) {
      const due = Math.min(total, Math.floor((this.#elapsed() / 1000) * jobsPerSecond) + 1);
      while (this.#jobs.started < due) open.push(this.#job(send));
      await wait(STEP_MS, this.#signal);
    }
    await Promise.all(open);
    await this.#cache?.clear();
    await this.#ledger?.finish(this.results);
  }

  #elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  /** Runs one job, and counts what became of it. Never rejects. */
  async #job(send: SendCall): Promise<void> {
    const tenant = this.#tenantOf(this.#jobs.started++);
    try {
      const isCached = this.#plan.operation === 'GenerateDataKey' ? await this.#encryptMessage(send, tenant) : false;
      if (this.#plan.operation !== 'GenerateDataKey') outputOf(await this.#call(send));
      this.#jobs.succeeded++;
      if (isCached) this.#jobs.cached++;
    } catch (error) {
      if (this.#signal.aborted && error === this.#signal.reason) {
        this.#jobs.stopped++;
        return;
      }
      this.#jobs.failed++;
      const name = error instanceof Error ? error.name : String(error);
      this.#errors.set(name, (this.#errors.get(name) ?? 0) + 1);
    }
  }

  /** The tenant of a job, in turn. Undefined: the run has one tenant, without an encryption context. */
  #tenantOf(job: number): string | undefined {
    const { tenants = 1 } = this.#plan;
    return tenants > 1 ? TENANTS[job % tenants] : undefined;
  }

  /** Encrypts a message with a data key. Returns whether the key was in the cache. */
  async #encryptMessage(send: SendCall, tenant: string | undefined): Promise<boolean> {
    const generate = async () => importDataKey(await this.#call((options) => send(options, tenant)));
    const { key, isCached } = this.#cache
      ? await this.#cache.take(generate, tenant)
      : { key: (await generate()).key, isCached: false };
    await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(IV_BYTES)) },
      key,
      message(),
    );
    return isCached;
  }

  /** Makes a call with its retries. Returns the last reply. */
  async #call(send: SendCall): Promise<Reply> {
    const call = this.#calls++;
    const { retries, maxAttempts } = this.#plan;
    const first = await this.#attempt(send, call, {});
    if (first.ok) this.#retries.recordSuccess();
    if (!isThrottled(first) || retries === 'off') return first;
    const hasJitter = retries === 'standard';
    const options = { hasJitter, signal: this.#signal };
    return (await this.#retries.retry(first, maxAttempts, (report) => this.#attempt(send, call, report), options))
      .reply;
  }

  async #attempt(send: SendCall, call: number, report: Pick<CallOptions, 'attempt' | 'delayMs'>): Promise<Reply> {
    const { attempt = 1, delayMs = 0 } = report;
    const entry: Attempt = { call, attempt, delayMs, startedMs: this.#elapsed(), state: 'running' };
    this.#attempts.push(entry);
    try {
      const reply = await send(report);
      if (reply.ok) entry.state = 'succeeded';
      else entry.state = isThrottled(reply) ? 'throttled' : 'failed';
      return reply;
    } catch (error) {
      entry.state = 'failed';
      throw error;
    } finally {
      entry.endedMs = this.#elapsed();
    }
  }
}
