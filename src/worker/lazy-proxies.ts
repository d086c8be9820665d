/**
 * The external key managers of one sandbox. Their code is loaded, and their database opened, when a proxy is first
 * used: most sandboxes have none.
 */
import type { ExternalKeyManager } from '../external-key-manager/external-key-manager.ts';
import type { SimulatedNetwork } from '../external-key-manager/simulated-transport.ts';
import type { ExternalDatabase } from '../model/external-key-manager.ts';
import type { Random, RealClock, XksProxies } from '../model/ports.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';
import type { XksTransport } from '../model/xks-proxy-api.ts';

/** What the external key managers need. */
export interface LazyProxiesParts {
  /** Omitted: their database is in memory. */
  readonly openDatabase: (() => Promise<ExternalDatabase>) | undefined;
  readonly random: Random;
  readonly clock: RealClock;
  /** Transport to hosts that are not simulated. */
  readonly elsewhere: XksTransport;
}

interface Opened {
  readonly database: ExternalDatabase;
  readonly manager: ExternalKeyManager;
  readonly network: SimulatedNetwork;
}

/** The sandbox methods of the external key managers. */
export type ProxyMethod =
  | 'createProxy'
  | 'proxies'
  | 'updateProxy'
  | 'removeProxy'
  | 'createProxyCredential'
  | 'removeProxyCredential'
  | 'createExternalKey'
  | 'externalKeys'
  | 'updateExternalKey'
  | 'rotateExternalKey'
  | 'removeExternalKey'
  | 'proxyRequests';

type Methods = SandboxFunctions<ProxyMethod>;

/** Opens the external key managers of one sandbox on first use. */
export class LazyProxies implements Methods {
  readonly #parts: LazyProxiesParts;
  #opening: Promise<Opened> | undefined;

  constructor(parts: LazyProxiesParts) {
    this.#parts = parts;
    this.port = {
      clock: parts.clock,
      send: async (...args) => (await this.#open()).network.send(...args),
      endpointService: async (...args) => (await this.#open()).network.endpointService(...args),
    };
  }

  /** The proxies, as KMS reaches them. */
  readonly port: XksProxies;

  readonly createProxy: Methods['createProxy'] = async (...args) => (await this.#open()).manager.createProxy(...args);
  readonly proxies: Methods['proxies'] = async () => (await this.#open()).manager.proxies();
  readonly updateProxy: Methods['updateProxy'] = async (...args) => (await this.#open()).manager.updateProxy(...args);
  readonly removeProxy: Methods['removeProxy'] = async (...args) => (await this.#open()).manager.removeProxy(...args);
  readonly createProxyCredential: Methods['createProxyCredential'] = async (...args) =>
    (await this.#open()).manager.createProxyCredential(...args);
  readonly removeProxyCredential: Methods['removeProxyCredential'] = async (...args) =>
    (await this.#open()).manager.removeProxyCredential(...args);
  readonly createExternalKey: Methods['createExternalKey'] = async (...args) =>
    (await this.#open()).manager.createExternalKey(...args);
  readonly externalKeys: Methods['externalKeys'] = async (...args) =>
    (await this.#open()).manager.externalKeys(...args);
  readonly updateExternalKey: Methods['updateExternalKey'] = async (...args) =>
    (await this.#open()).manager.updateExternalKey(...args);
  readonly rotateExternalKey: Methods['rotateExternalKey'] = async (...args) =>
    (await this.#open()).manager.rotateExternalKey(...args);
  readonly removeExternalKey: Methods['removeExternalKey'] = async (...args) =>
    (await this.#open()).manager.removeExternalKey(...args);
  readonly proxyRequests: Methods['proxyRequests'] = async (...args) =>
    (await this.#open()).manager.proxyRequests(...args);

  /** Deletes all proxies, external keys and requests. */
  async clear(): Promise<void> {
    await (await this.#open()).database.clear();
  }

  /** Closes the database. */
  close(): void {
    this.#opening?.then(({ database }) => database.close()).catch(() => undefined);
    this.#opening = undefined;
  }

  #open(): Promise<Opened> {
    if (this.#opening !== undefined) return this.#opening;
    const opening = this.#load();
    this.#opening = opening;
    // Tried again at the next use.
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  async #load(): Promise<Opened> {
    const { openDatabase, random, clock, elsewhere } = this.#parts;
    const { ExternalKeyManager, createSimulatedNetwork } = await import('../external-key-manager/index.ts');
    const database = await (openDatabase ?? openMemory)();
    const context = { database, random, clock };
    return {
      database,
      manager: new ExternalKeyManager(context),
      network: createSimulatedNetwork({
        ...context,
        elsewhere,
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      }),
    };
  }
}

async function openMemory(): Promise<ExternalDatabase> {
  return (await import('../storage/external-memory.ts')).createExternalMemoryDatabase();
}
