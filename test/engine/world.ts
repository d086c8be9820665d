/** Engines for tests: over memory, with a real clock that stands still and chance as the browser gives it. */
import { ClusterAdministration, createHsmClusters, createMemoryHsmDatabase } from '../../src/cloudhsm/index.ts';
import type { HsmParts } from '../../src/cloudhsm/hsm-clusters.ts';
import { createSimulatedNetwork, ExternalKeyManager } from '../../src/external-key-manager/index.ts';
import type { ProxyContext } from '../../src/external-key-manager/xks-proxy.ts';
import { createEngine, type Engine, type EngineOptions } from '../../src/engine/engine.ts';
import type { Call, Reply } from '../../src/model/contract.ts';
import type { InputOf, OperationName, OutputOf } from '../../src/model/operations.ts';
import type { Database } from '../../src/model/ports.ts';
import { XksConnectionError } from '../../src/model/xks-proxy-api.ts';
import { createExternalMemoryDatabase } from '../../src/storage/external-memory.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';

/** The real time of tests: 1 January 2026. */
export const START = Date.UTC(2026, 0, 1);

/** How a call of a test is made. */
export interface How {
  readonly region?: string;
  readonly caller?: string;
}

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** What CloudHSM clusters need, in memory. */
function testHsm(now: number): HsmParts {
  return { database: createMemoryHsmDatabase(), random: { bytes, publicBytes: bytes }, clock: { now: () => now } };
}

/** What external key managers need, in memory. */
function testProxies(now: number): ProxyContext {
  return {
    database: createExternalMemoryDatabase(),
    random: { bytes, publicBytes: bytes },
    clock: { now: () => now },
  };
}

const administration = (parts: HsmParts): ClusterAdministration =>
  new ClusterAdministration({ ...parts, defaultAccount: () => Promise.resolve('111122223333') });

/** An engine with short ways to call it. Bugs inside operations fail the test that meets them. */
export class TestWorld {
  constructor(
    readonly engine: Engine,
    readonly database: Database,
    readonly clusters: ClusterAdministration = administration(testHsm(START)),
    readonly proxies: ExternalKeyManager = new ExternalKeyManager(testProxies(START)),
  ) {}

  /** The whole reply. */
  reply<N extends OperationName>(operation: N, input: InputOf<N>, how: How = {}): Promise<Reply<N>> {
    const call: Call = {
      operation,
      input,
      region: how.region ?? 'us-east-1',
      ...(how.caller === undefined ? {} : { caller: how.caller }),
    };
    return this.engine.call(call) as Promise<Reply<N>>;
  }

  /** The output of a call that succeeds. */
  async ok<N extends OperationName>(operation: N, input: InputOf<N>, how?: How): Promise<OutputOf<N>> {
    const reply = await this.reply(operation, input, how);
    if (!reply.ok)
      throw new Error(`${operation}: ${reply.error.name}: ${reply.error.message ?? ''} (${reply.error.note ?? ''})`);
    return reply.output;
  }

  /** The error of a call that fails, as `Name: text`, or `Name` where AWS sends no text. */
  async error<N extends OperationName>(operation: N, input: InputOf<N>, how?: How): Promise<string> {
    const reply = await this.reply(operation, input, how);
    if (reply.ok) throw new Error(`${operation} succeeded.`);
    return reply.error.message === undefined ? reply.error.name : `${reply.error.name}: ${reply.error.message}`;
  }

  /** The ARN of a new key. */
  async key(input: InputOf<'CreateKey'> = {}, how?: How): Promise<string> {
    return (await this.ok('CreateKey', input, how)).KeyMetadata?.Arn ?? '';
  }
}

/** A fresh world. */
export async function testWorld(
  database: Database = createMemoryDatabase(),
  options: EngineOptions = {},
  now = (): number => START,
): Promise<TestWorld> {
  const onFault = (cause: unknown): void => {
    throw cause;
  };
  const hsm = testHsm(now());
  const { random } = hsm;
  const proxies = testProxies(now());
  const external = {
    clusters: createHsmClusters(hsm),
    proxies: {
      clock: proxies.clock,
      ...createSimulatedNetwork({
        ...proxies,
        elsewhere: () => Promise.reject(new XksConnectionError('unreachable')),
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      }),
    },
  };
  return new TestWorld(
    await createEngine({ database, clock: { now }, random, external }, { onInternalError: onFault, ...options }),
    database,
    administration(hsm),
    new ExternalKeyManager(proxies),
  );
}
