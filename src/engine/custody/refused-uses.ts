/** Uses that symmetric encryption keys do not support. Their custodians spread these methods. */
import type { KeySpec } from '../../model/sdk.ts';
import type { Custodian } from './custodian.ts';

/** Error of an unsupported use. The usage check of the request pipeline rejects such a call before. */
export function refusedUse(spec: KeySpec, use: keyof Custodian): Error {
  return new Error(`${spec} keys do not offer ${use}.`);
}

const refuse = (use: keyof Custodian) => (key: { readonly spec: KeySpec }) => Promise.reject(refusedUse(key.spec, use));

/** Methods that reject with Error. */
export const refusedUses: Pick<Custodian, 'sign' | 'verify' | 'mac' | 'agree' | 'encapsulate' | 'decapsulate'> = {
  sign: refuse('sign'),
  verify: refuse('verify'),
  mac: refuse('mac'),
  agree: refuse('agree'),
  encapsulate: refuse('encapsulate'),
  decapsulate: refuse('decapsulate'),
};
