/** Texts of the picture *key-store-cable* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './key-store-cable-texts.ts';

const { countOf } = labFormat('de');

const PROBLEMS = {
  'no-hsm': 'Kein aktives HSM',
  'no-kmsuser': 'Kein Benutzer kmsuser',
  locked: 'kmsuser ist gesperrt',
  rules: 'Die Regeln der Sicherheitsgruppe wurden geändert',
  deleted: 'Der Cluster wurde gelöscht',
};

/** Connection states of a custom key store. */
const STATES: Readonly<Record<string, string>> = {
  CONNECTED: 'Verbunden',
  CONNECTING: 'Wird verbunden',
  DISCONNECTED: 'Getrennt',
  DISCONNECTING: 'Wird getrennt',
  FAILED: 'Gescheitert',
};

const stateOf = (state: string): string => (Object.hasOwn(STATES, state) ? (STATES[state] as string) : state);

export const TEXTS: typeof ENGLISH = {
  inside: 'In KMS',
  noStore: 'Es gibt noch keinen benutzerdefinierten Schlüsselspeicher.',
  store: (name) => `Schlüsselspeicher ${name}`,
  types: { AWS_CLOUDHSM: 'CloudHSM-Schlüsselspeicher', EXTERNAL_KEY_STORE: 'Externer Schlüsselspeicher' },
  noKey: 'Kein KMS-Schlüssel in diesem Schlüsselspeicher',
  state: (state, errorCode) => (errorCode === undefined ? stateOf(state) : `${stateOf(state)}: ${errorCode}`),
  cable: { whole: 'Anfragen kommen durch.', broken: 'Keine Anfrage kommt durch.' },
  racks: { cluster: 'Ihr CloudHSM-Cluster', proxy: 'Externer Schlüsselverwalter, hinter seinem Proxy' },
  noRack: 'Das andere Ende gibt es in dieser Sandbox nicht.',
  hsms: (hsms) => countOf(hsms, 'aktives HSM', 'aktive HSMs'),
  keys: (keys) => countOf(keys, 'Schlüssel liegt hier', 'Schlüssel liegen hier'),
  loose: 'Mit keinem Schlüsselspeicher verbunden',
  fine: 'Hier ist alles in Ordnung.',
  problem: (problem) => {
    if (problem.kind === 'fault') return `Störung: ${problem.name}`;
    if (problem.kind === 'logged-in') return `kmsuser ist angemeldet: ${problem.who}`;
    return problem.kind === 'no-address' ? `Keine freie IP-Adresse in ${problem.subnet}` : PROBLEMS[problem.kind];
  },
};
