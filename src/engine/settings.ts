/** Settings of a sandbox: reading and validation. */
import type { Call } from '../model/contract.ts';
import type { Custody, Settings, SettingsRecord } from '../model/records.ts';
import { DEFAULT_ACCOUNT } from '../model/documented-world.ts';
import type { Reader } from './transaction/reader.ts';

const CUSTODY: readonly Custody[] = ['native', 'complete', 'strict'];

/** Settings of a new sandbox. */
export const DEFAULT_SETTINGS: Settings = {
  signatures: 'required',
  defaultAccount: DEFAULT_ACCOUNT,
  durability: 'relaxed',
  custody: 'native',
  requestQuotas: 'off',
  propagationDelaySeconds: 0,
};

/**
 * Maximum propagation delay: AWS documents five minutes. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-eventual-consistency
 */
export const MAX_PROPAGATION_DELAY_SECONDS = 300;

/** Valid values of each setting. Undefined: checked elsewhere. */
const VALUES: Readonly<Record<keyof Settings, readonly unknown[] | undefined>> = {
  signatures: ['required', 'ignored'],
  defaultAccount: undefined,
  durability: ['relaxed', 'strict'],
  custody: CUSTODY,
  requestQuotas: undefined,
  propagationDelaySeconds: undefined,
};

/** Describes a value of any kind. JSON has no bigint, and no number such as NaN. */
const describe = (value: unknown): string =>
  value === undefined
    ? 'undefined'
    : JSON.stringify(value, (_name, member: unknown) =>
        typeof member === 'bigint' || (typeof member === 'number' && !Number.isFinite(member))
          ? String(member)
          : member,
      );

/**
 * Returns a valid value of `requestQuotas`, without members of no meaning.
 * @throws {TypeError}
 */
function parseRequestQuotas(value: unknown): Settings['requestQuotas'] {
  if (value === 'real' || value === 'off') return value;
  const { divideBy, ...others } = (value ?? {}) as { divideBy?: unknown };
  if (typeof divideBy === 'number' && Number.isFinite(divideBy) && divideBy >= 1 && Object.keys(others).length === 0)
    return { divideBy };
  throw new TypeError(
    `requestQuotas must be "real", "off" or {divideBy: a number of 1 or more}; got ${describe(value)}.`,
  );
}

/** Reads the stored settings. */
export async function readSettings(reader: Reader): Promise<Settings> {
  const record = await reader.get('world', 'settings');
  return record?.name === 'settings' ? record : DEFAULT_SETTINGS;
}

/**
 * Applies `change` to `settings`.
 * @throws {TypeError} for an unknown name or an invalid value
 */
export function applySettings(settings: Settings, change: Partial<Settings>): SettingsRecord {
  for (const [name, value] of Object.entries(change)) {
    const values = VALUES[name as keyof Settings];
    if (!Object.hasOwn(VALUES, name)) throw new TypeError(`Unknown setting ${name}.`);
    if (values !== undefined && !values.includes(value)) {
      throw new TypeError(
        `${name} must be one of ${values.map((one) => JSON.stringify(one)).join(', ')}; got ${describe(value)}.`,
      );
    }
  }
  const { propagationDelaySeconds: delay } = { ...settings, ...change };
  // A member that is undefined is not omitted: its value would be lost.
  if (!(Number.isInteger(delay) && delay >= 0 && delay <= MAX_PROPAGATION_DELAY_SECONDS)) {
    throw new TypeError(`propagationDelaySeconds must be an integer from 0 to ${MAX_PROPAGATION_DELAY_SECONDS}.`);
  }
  return {
    ...settings,
    ...change,
    ...(Object.hasOwn(change, 'requestQuotas') ? { requestQuotas: parseRequestQuotas(change.requestQuotas) } : {}),
    name: 'settings',
  };
}

/**
 * Checks that `custody` is valid, and given only for an operation that creates a key.
 * @throws {TypeError}
 */
export function parseCustodyOption({ operation, custody }: Pick<Call, 'operation' | 'custody'>): void {
  if (custody === undefined) return;
  if (operation !== 'CreateKey') throw new TypeError(`custody is only valid for CreateKey, not for ${operation}.`);
  if (!CUSTODY.includes(custody))
    throw new TypeError(
      `custody must be one of ${CUSTODY.map((one) => JSON.stringify(one)).join(', ')}; got ${describe(custody)}.`,
    );
}
