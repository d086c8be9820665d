/** Texts of the picture *key-store-cable*. */
import { countOf, stateWords } from '../kit/format.ts';
import type { RackProblem } from './key-store-cable.ts';

const PROBLEMS = {
  'no-hsm': 'No active HSM',
  'no-kmsuser': 'No user kmsuser',
  locked: 'kmsuser is locked',
  rules: 'The security group rules were changed',
  deleted: 'The cluster was deleted',
};

/** `CONNECTED` becomes `Connected`. */
const stateOf = (state: string): string => stateWords(state.toLowerCase().replaceAll('_', ' '));

export const TEXTS = {
  inside: 'Inside KMS',
  noStore: 'There is no custom key store yet.',
  store: (name: string) => `Key store ${name}`,
  types: { AWS_CLOUDHSM: 'CloudHSM key store', EXTERNAL_KEY_STORE: 'External key store' } as Readonly<
    Record<string, string>
  >,
  noKey: 'No KMS key in this key store',
  state: (state: string, errorCode: string | undefined) =>
    errorCode === undefined ? stateOf(state) : `${stateOf(state)}: ${errorCode}`,
  cable: { whole: 'Requests pass.', broken: 'No request passes.' },
  racks: { cluster: 'Your CloudHSM cluster', proxy: 'External key manager, behind its proxy' },
  noRack: 'The other end does not exist in this sandbox.',
  hsms: (count: number) => countOf(count, 'active HSM', 'active HSMs'),
  keys: (count: number) => countOf(count, 'key held here', 'keys held here'),
  loose: 'Not connected to a key store',
  fine: 'Nothing is wrong here.',
  problem: (problem: RackProblem) => {
    if (problem.kind === 'fault') return `Fault: ${problem.name}`;
    if (problem.kind === 'logged-in') return `kmsuser is logged in: ${problem.who}`;
    return problem.kind === 'no-address' ? `No free IP address in ${problem.subnet}` : PROBLEMS[problem.kind];
  },
};
