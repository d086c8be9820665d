/** The settings of a world: what they may be, and reading them. */
import type { Call } from '../model/contract.ts';
import type { Custody, Settings, SettingsRecord } from '../model/records.ts';
import { DEFAULT_ACCOUNT } from '../model/documented-world.ts';
import type { Reader } from './transaction/reader.ts';

const CUSTODY: readonly Custody[] = ['native', 'complete', 'strict'];

/** The settings of a fresh world. */
export const DEFAULT_SETTINGS: Settings = {
  signatures: 'required',
  defaultAccount: DEFAULT_ACCOUNT,
  durability: 'relaxed',
  custody: 'native',
  requestQuotas: 'off',
  propagationDelaySeconds: 0,
};

/** AWS documents five minutes as the longest that a change takes to count. */
const MAX_PROPAGATION_DELAY_SECONDS = 300;

/** The values that each setting takes; undefined: checked elsewhere. */
const VALUES: Readonly<Record<keyof Settings, readonly unknown[] | undefined>> = {
  signatures: ['required', 'ignored'],
  defaultAccount: undefined,
  durability: ['relaxed', 'strict'],
  custody: CUSTODY,
  requestQuotas: ['off'],
  propagationDelaySeconds: undefined,
};

/** The settings as stored. */
export async function readSettings(reader: Reader): Promise<Settings> {
  const record = await reader.get('world', 'settings');
  return record?.name === 'settings' ? record : DEFAULT_SETTINGS;
}

/** `settings` with `change`. Throws TypeError for a name or a value that no setting takes. */
export function applySettings(settings: Settings, change: Partial<Settings>): SettingsRecord {
  for (const [name, value] of Object.entries(change)) {
    const values = VALUES[name as keyof Settings];
    if (!Object.hasOwn(VALUES, name)) throw new TypeError(`There is no setting ${name}.`);
    if (values !== undefined && !values.includes(value)) {
      throw new TypeError(
        `The setting ${name} can be ${values.map((one) => JSON.stringify(one)).join(', ')} here, not ${JSON.stringify(value)}.`,
      );
    }
  }
  const delay = change.propagationDelaySeconds;
  if (delay !== undefined && !(Number.isInteger(delay) && delay >= 0 && delay <= MAX_PROPAGATION_DELAY_SECONDS)) {
    throw new TypeError(`propagationDelaySeconds is a whole number from 0 to ${MAX_PROPAGATION_DELAY_SECONDS}.`);
  }
  return { ...settings, ...change, name: 'settings' };
}

/** Throws TypeError unless `call` leaves custody to the setting, or chooses one for the key that it makes. */
export function parseCustodyOption({ operation, custody }: Pick<Call, 'operation' | 'custody'>): void {
  if (custody === undefined) return;
  if (operation !== 'CreateKey') throw new TypeError(`Custody is chosen with CreateKey, not with ${operation}.`);
  if (!CUSTODY.includes(custody))
    throw new TypeError(
      `Custody can be ${CUSTODY.map((one) => JSON.stringify(one)).join(', ')} here, not ${JSON.stringify(custody)}.`,
    );
}
