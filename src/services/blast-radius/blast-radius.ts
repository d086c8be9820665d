/**
 * The blast radius of a change: what would stop, now or later. It reads the records of services, the ledger and the
 * log, and asks the authorizer; it changes nothing and makes no cryptographic call.
 */
import { createUuid } from '../../base/uuid.ts';
import { CONSOLE_READ_AGENT } from '../../model/audit.ts';
import { parseArn } from '../../model/arn.ts';
import type { KeyListing } from '../../model/contract.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { accountOf, type ServiceCaller } from '../service-call.ts';
import { ServiceError } from '../service-error.ts';
import { ServiceStore, type ServiceSandbox } from '../service-store.ts';
import { decideAliasChange } from './alias-change.ts';
import { appDependencies } from './app-dependencies.ts';
import type { BlastRadiusReport as Report, PlannedChange, ReportLimit, UnknownFact } from './blast-radius-types.ts';
import { decideKeyChange } from './decide-key-change.ts';
import type { Dependency } from './dependency.ts';
import { grantsOf, isPendingMaterial, relatedKeysOf } from './key-change.ts';
import { KnownKeys } from './known-keys.ts';
import { ledgerDependencies } from './ledger-dependencies.ts';
import { loadEvents } from './log-use.ts';
import { objectDependencies } from './object-dependencies.ts';
import { policyChange } from './policy-change.ts';
import { secretDependencies } from './secret-dependencies.ts';
import { tableDependencies } from './table-dependencies.ts';

/**
 * Reports what would stop. Methods reject with ServiceError NotFoundException for a key or alias that does not exist,
 * and with TypeError for a malformed change.
 */
export interface BlastRadius {
  /** Reports what would stop with a change that was not made yet. Changes nothing. */
  preview(change: PlannedChange): Promise<Report>;
  /** Reports what depends on a key, as if it were deleted, and notes in the ledger that the report was opened. */
  dependents(input: ServiceCaller & { readonly KeyId: string }): Promise<Report>;
}

const EMPTY = { stops: [], continues: [], ciphertexts: [], isPermanent: false, isRefused: false } as const;

/** Members that a change must name, by its operation. */
const REQUIRED: Readonly<Record<PlannedChange['operation'], readonly string[]>> = {
  DisableKey: ['KeyId'],
  ScheduleKeyDeletion: ['KeyId'],
  DeleteImportedKeyMaterial: ['KeyId'],
  DisconnectCustomKeyStore: ['CustomKeyStoreId'],
  PutKeyPolicy: ['KeyId', 'Policy'],
  UpdateAlias: ['AliasName', 'TargetKeyId'],
  DeleteAlias: ['AliasName'],
};

/** Operations that a change can make on several keys. */
const ON_SEVERAL_KEYS: ReadonlySet<string> = new Set(['DisableKey', 'ScheduleKeyDeletion']);

/** Programs of users pass any value. */
function checkChange(change: unknown): void {
  if (typeof change !== 'object' || change === null) throw new TypeError('blastRadius: a change must be an object.');
  const { operation } = change as { readonly operation?: unknown };
  if (typeof operation !== 'string' || !Object.hasOwn(REQUIRED, operation))
    throw new TypeError(`blastRadius: operation must be one of ${Object.keys(REQUIRED).join(', ')}.`);
  for (const member of REQUIRED[operation as PlannedChange['operation']])
    if (typeof (change as Readonly<Record<string, unknown>>)[member] !== 'string')
      throw new TypeError(`blastRadius: ${operation} needs ${member}, a text.`);
  const { OtherKeyIds: others } = change as { readonly OtherKeyIds?: unknown };
  if (others === undefined) return;
  if (!ON_SEVERAL_KEYS.has(operation)) throw new TypeError(`blastRadius: ${operation} has no OtherKeyIds.`);
  if (!Array.isArray(others) || others.some((id) => typeof id !== 'string'))
    throw new TypeError('blastRadius: OtherKeyIds must be a list of texts.');
}

function notFound(name: string): ServiceError {
  return new ServiceError('NotFoundException', `${name} does not exist.`);
}

/** Creates the report of a sandbox. */
export function createBlastRadius(strongroom: ServiceSandbox, ledger: Ledger): BlastRadius {
  const store = new ServiceStore(strongroom);

  async function dependenciesIn(keys: KnownKeys, account: string): Promise<readonly Dependency[]> {
    const own = [
      ...(await objectDependencies(strongroom, store, keys)),
      ...(await tableDependencies(strongroom, store, ledger, keys, account)),
      ...(await secretDependencies(store, keys)),
      ...(await appDependencies(strongroom, store, ledger, keys)),
    ];
    const known = new Set(own.flatMap(({ edks = [] }) => edks.map(({ sha }) => sha)));
    return [...own, ...(await ledgerDependencies(ledger, keys, known))];
  }

  /** The keys of dependencies that KMS accepts now. */
  async function usableOf(keys: KnownKeys, dependencies: readonly Dependency[]): Promise<ReadonlySet<string>> {
    const arns = [...new Set(dependencies.flatMap((one) => one.keys))];
    const isUsable = await Promise.all(arns.map((arn) => keys.isUsable(arn)));
    return new Set(arns.filter((_arn, at) => isUsable[at]));
  }

  async function preview(change: PlannedChange): Promise<Report> {
    checkChange(change);
    const { operation, region = DEFAULT_REGION } = change;
    const account = await accountOf(strongroom, change);
    const keys = new KnownKeys(strongroom);
    const keyNamed = async (name: string): Promise<KeyListing> => {
      const key = await keys.find(name, account, region);
      if (key === undefined) throw notFound(name);
      return key;
    };
    const dependencies = await dependenciesIn(keys, account);
    const usable = await usableOf(keys, dependencies);

    async function stateChange(lost: readonly KeyListing[], isForever = false): Promise<Report> {
      const arns = new Set(lost.map(({ arn }) => arn));
      const { stops, continues } = decideKeyChange(dependencies, arns, usable);
      const grants = await Promise.all(lost.map((key) => grantsOf(strongroom, key, change)));
      const related = lost.flatMap(relatedKeysOf).filter(({ key = '' }) => !arns.has(key));
      return {
        ...EMPTY,
        operation,
        keys: [...arns],
        stops: [...stops, ...grants.flatMap((one) => one.stops)],
        continues: [...continues, ...related],
        isPermanent: isForever && related.length === 0,
        unknown: distinct(grants.flatMap((one) => one.unknown)),
        limits: continues.length > 0 ? ['records', 'recipients'] : ['records'],
      };
    }

    switch (operation) {
      case 'DisableKey':
      case 'ScheduleKeyDeletion': {
        const lost = new Map<string, KeyListing>();
        for (const name of [change.KeyId, ...(change.OtherKeyIds ?? [])]) {
          const key = await keyNamed(name);
          lost.set(key.arn, key);
        }
        return stateChange([...lost.values()], operation === 'ScheduleKeyDeletion');
      }
      case 'DeleteImportedKeyMaterial': {
        const key = await keyNamed(change.KeyId);
        const { isPending, unknown } = await isPendingMaterial(strongroom, key, change.KeyMaterialId, change);
        if (isPending) return { ...EMPTY, operation, keys: [key.arn], unknown, limits: ['records'] };
        const report = await stateChange([key]);
        return { ...report, unknown: [...unknown, ...report.unknown] };
      }
      case 'DisconnectCustomKeyStore': {
        const own = (await keys.in(account, region)).filter(({ keyStoreId }) => keyStoreId === change.CustomKeyStoreId);
        return stateChange(own);
      }
      case 'PutKeyPolicy': {
        const key = await keyNamed(change.KeyId);
        const by = change.caller ?? `arn:aws:iam::${account}:user/admin`;
        const found = await policyChange(strongroom, dependencies, usable, key, change.Policy, by);
        return {
          ...EMPTY,
          operation,
          keys: [key.arn],
          stops: found.stops,
          continues: found.continues.map((one) => ({
            ...one.dependency.dependent,
            reason: 'other-recipient',
            key: one.key,
          })),
          isRefused: found.isRefused,
          unknown: [],
          limits: limitsOf(['records', 'known-readers'], found.isPartial),
        };
      }
      case 'UpdateAlias':
      case 'DeleteAlias': {
        const alias = parseArn(change.AliasName)?.resource ?? change.AliasName;
        const present = await keyNamed(change.AliasName);
        const target = operation === 'UpdateAlias' ? await keyNamed(change.TargetKeyId) : undefined;
        const place = parseArn(present.arn);
        const { events, isPartial } = await loadEvents(strongroom, { alias, keyArn: present.arn });
        const calls = events.filter(
          ({ record }) => !ALIAS_CHANGES.has(record.eventName) && record.userAgent !== CONSOLE_READ_AGENT,
        );
        const cells = target === undefined ? [] : await strongroom.sandbox.accessMatrix(target.arn);
        const decided =
          target?.arn === present.arn
            ? EMPTY
            : decideAliasChange({
                alias,
                present,
                ...(target === undefined ? {} : { target: { key: target, cells } }),
                dependencies,
                events: calls.filter(({ record }) => record.awsRegion === place?.region),
              });
        return {
          ...EMPTY,
          ...decided,
          operation,
          keys: [present.arn],
          unknown: [] as readonly UnknownFact[],
          limits: limitsOf(target === undefined ? ['records'] : ['records', 'alias-conditions'], isPartial),
        };
      }
    }
  }

  return {
    preview,
    async dependents({ KeyId, region, caller }) {
      const place = { ...(region && { region }), ...(caller && { caller }) };
      const report = await preview({ ...place, KeyId, operation: 'ScheduleKeyDeletion' });
      const [key = ''] = report.keys;
      const id = createUuid(crypto.getRandomValues(new Uint8Array(16)));
      const open = report.stops.length;
      await ledger.put({ kind: 'report', id, program: 'blast-radius', report: 'dependents', key, open });
      return report;
    },
  };
}

/** Operations on the alias itself. */
const ALIAS_CHANGES: ReadonlySet<string> = new Set(['CreateAlias', 'UpdateAlias', 'DeleteAlias']);

/** Each fact once: several keys can have the same. */
function distinct(facts: readonly UnknownFact[]): readonly UnknownFact[] {
  return facts.filter(
    ({ fact, error }, at) => facts.findIndex((one) => one.fact === fact && one.error === error) === at,
  );
}

function limitsOf(limits: readonly ReportLimit[], isPartial: boolean): readonly ReportLimit[] {
  return isPartial ? [...limits, 'log-part'] : limits;
}
