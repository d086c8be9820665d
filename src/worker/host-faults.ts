/** `sandbox.faults`: faults that the sandbox stores, and those of the ports of this host. */
import { checkFaultName, checkFaultOptions } from '../engine/faults.ts';
import type { FaultMethods } from '../engine/fault-methods.ts';
import { FAULTS, isHostFault, type FaultName, type FaultOptions, type FaultView } from '../model/faults.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';
import { StorageError } from '../model/storage-error.ts';
import { PortFaults, type FaultyPorts } from './port-faults.ts';

/** What a sandbox provides. */
interface FaultySandbox {
  readonly engine: { readonly faults: FaultMethods };
  readonly ports: FaultyPorts;
}

type Use = <T>(world: string, work: (sandbox: FaultySandbox) => Promise<T>) => Promise<T>;

type Methods = SandboxFunctions<'faults' | 'setFault' | 'clearFault'>;

/** The faults of the sandboxes of one host. */
export class HostFaults {
  readonly #use: Use;
  readonly #worlds = new Map<string, PortFaults>();

  /** @param use calls its argument with a sandbox */
  constructor(use: Use) {
    this.#use = use;
  }

  /** Gives a sandbox that was opened again the faults that are set. */
  attach(world: string, ports: FaultyPorts): void {
    this.#worlds.get(world)?.attach(ports);
  }

  /** Clears the faults of the ports of a sandbox. */
  clear(world: string): void {
    this.#worlds.get(world)?.clear();
  }

  /** Calls a method of `sandbox.faults`. */
  call(world: string, method: keyof Methods, args: readonly unknown[]): Promise<unknown> {
    const methods: Methods = {
      faults: () => this.#list(world),
      setFault: (name, options) => this.#set(world, name, options),
      clearFault: (name) => this.#clear(world, name),
    };
    return (methods[method] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
  }

  async #list(world: string): Promise<readonly FaultView[]> {
    const { settings = {} } = this.#worlds.get(world) ?? {};
    let views: readonly FaultView[];
    try {
      views = await this.#use(world, ({ engine }) => engine.faults.faults());
    } catch (error) {
      // A fault of storage hides which faults are stored. Those of this host can still be listed, and cleared.
      if (!(error instanceof StorageError) || Object.keys(settings).length === 0) throw error;
      views = (Object.keys(FAULTS) as FaultName[]).map((name) => ({ name, ...FAULTS[name] }));
    }
    return views.map((view) => {
      const set = isHostFault(view.name) ? settings[view.name] : undefined;
      return set === undefined ? view : { ...view, set };
    });
  }

  async #set(world: string, name: FaultName, options: FaultOptions = {}): Promise<void> {
    checkFaultName(name);
    if (!isHostFault(name)) return this.#use(world, ({ engine }) => engine.faults.setFault(name, options));
    const checked = checkFaultOptions(name, options);
    let faults = this.#worlds.get(world);
    if (faults === undefined) {
      const ports = await this.#use(world, (sandbox) => Promise.resolve(sandbox.ports));
      faults = new PortFaults();
      faults.attach(ports);
      this.#worlds.set(world, faults);
    }
    faults.set(name, checked);
  }

  async #clear(world: string, name?: FaultName): Promise<void> {
    if (name !== undefined) checkFaultName(name);
    // First, so that storage can store the rest.
    if (name === undefined || isHostFault(name)) this.#worlds.get(world)?.clear(name);
    if (name === undefined || !isHostFault(name))
      await this.#use(world, ({ engine }) => engine.faults.clearFault(name));
  }
}
