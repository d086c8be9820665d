/** The faults that are set in a sandbox. Components ask here whether they are to fail. */
import {
  FAULTS,
  type FaultName,
  type FaultOptions,
  type FaultRow,
  type FaultSettings,
  type FaultView,
} from '../model/faults.ts';
import type { FaultsRecord } from '../model/records.ts';
import type { Reader } from './transaction/reader.ts';
import type { TransactionResult } from './transaction/run-transaction.ts';

const NO_FAULTS: FaultsRecord = { name: 'faults', faults: {} };

async function readRecord(reader: Reader): Promise<FaultsRecord> {
  const record = await reader.get('world', 'faults');
  return record?.name === 'faults' ? record : NO_FAULTS;
}

/** Reads the faults that are set. */
export async function readFaults(reader: Reader): Promise<FaultSettings> {
  return (await readRecord(reader)).faults;
}

/** Lists all faults, each with its options if it is set. */
export async function listFaults(reader: Reader): Promise<readonly FaultView[]> {
  const faults = await readFaults(reader);
  return (Object.keys(FAULTS) as FaultName[]).map((name) => {
    const set = faults[name];
    return { name, ...FAULTS[name], ...(set === undefined ? {} : { set }) };
  });
}

/**
 * Checks that a fault exists.
 * @throws {TypeError}
 */
export function checkFaultName(name: unknown): asserts name is FaultName {
  if (typeof name !== 'string' || !Object.hasOwn(FAULTS, name))
    throw new TypeError(`Unknown fault ${String(name)}. The faults are: ${Object.keys(FAULTS).join(', ')}.`);
}

/**
 * Checks the options of a fault.
 * @throws {TypeError} for an option that the fault does not have, or of another type
 */
export function checkFaultOptions(name: FaultName, options: Readonly<Record<string, unknown>>): FaultOptions {
  const row: FaultRow = FAULTS[name];
  for (const option of Object.keys(options))
    if (!Object.hasOwn(row.options, option)) throw new TypeError(`Fault ${name} has no option ${option}.`);
  for (const [option, type] of Object.entries(row.options)) {
    const value = options[option];
    if (value === undefined && type.endsWith('?')) continue;
    const isValid = type.startsWith('string')
      ? typeof value === 'string'
      : Number.isFinite(value) && Number(value) >= 0;
    if (!isValid)
      throw new TypeError(
        `Option ${option} of fault ${name} must be a ${type.startsWith('string') ? 'string' : 'number of 0 or more'}.`,
      );
  }
  return options;
}

const stored = (before: FaultsRecord, faults: FaultSettings): TransactionResult<undefined> => ({
  changes: [{ store: 'world', before, after: { name: 'faults', faults } }],
  value: undefined,
});

/**
 * Sets a fault, or changes its options.
 * @throws {TypeError} for an unknown fault or an invalid option
 */
export async function setFault(
  reader: Reader,
  name: FaultName,
  options: FaultOptions = {},
): Promise<TransactionResult<undefined>> {
  checkFaultName(name);
  const checked = checkFaultOptions(name, options);
  const before = await readRecord(reader);
  return stored(before, { ...before.faults, [name]: checked });
}

/**
 * Clears a fault, or all.
 * @throws {TypeError} for an unknown fault
 */
export async function clearFault(reader: Reader, name?: FaultName): Promise<TransactionResult<undefined>> {
  if (name !== undefined) checkFaultName(name);
  const before = await readRecord(reader);
  const faults = Object.fromEntries(
    Object.entries(before.faults).filter(([one]) => name !== undefined && one !== name),
  );
  return stored(before, faults);
}
