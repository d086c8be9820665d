/** The uses that symmetric encryption keys do not offer. A custodian of such keys spreads them under its own methods. */
import type { KeySpec } from '../../model/sdk.ts';
import type { Custodian } from './custodian.ts';

/** The error of a use that the keys of a spec do not offer. The usage check of the pipeline refuses such a call before. */
export function refusedUse(spec: KeySpec, use: keyof Custodian): Error {
  return new Error(`${spec} keys do not offer ${use}.`);
}

const refuse = (use: keyof Custodian) => (key: { readonly spec: KeySpec }) => Promise.reject(refusedUse(key.spec, use));

/** Each rejects with Error. */
export const refusedUses: Pick<Custodian, 'sign' | 'verify' | 'mac' | 'agree' | 'encapsulate' | 'decapsulate'> = {
  sign: refuse('sign'),
  verify: refuse('verify'),
  mac: refuse('mac'),
  agree: refuse('agree'),
  encapsulate: refuse('encapsulate'),
  decapsulate: refuse('decapsulate'),
};
