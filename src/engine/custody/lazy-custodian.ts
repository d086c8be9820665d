/** A custodian whose code is loaded when a key first needs it. */
import type { Custodian } from './custodian.ts';

/** Creates a custodian that loads `load` on first use. Its methods reject if the code cannot be loaded. */
export function lazyCustodian(load: () => Promise<Custodian>): Omit<Custodian, 'import'> {
  return {
    create: async (...given) => (await load()).create(...given),
    encrypt: async (...given) => (await load()).encrypt(...given),
    decrypt: async (...given) => (await load()).decrypt(...given),
    sign: async (...given) => (await load()).sign(...given),
    checkSign: async (...given) => (await load()).checkSign?.(...given),
    verify: async (...given) => (await load()).verify(...given),
    mac: async (...given) => (await load()).mac(...given),
    agree: async (...given) => (await load()).agree(...given),
    encapsulate: async (...given) => (await load()).encapsulate(...given),
    decapsulate: async (...given) => (await load()).decapsulate(...given),
    rotate: async (...given) => (await load()).rotate(...given),
    destroy: async (...given) => (await load()).destroy(...given),
    destroyOutside: async (...given) => (await load()).destroyOutside?.(...given),
    describe: async (...given) => (await load()).describe(...given),
  };
}
