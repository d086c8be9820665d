/** The Orders app with its orders, and the volumes: programs that keep plaintext data keys in memory. */
import { fromBase64 } from '../../base/base64.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { liveDataKeys, type CachedDataKey } from '../cached-data-key.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { APP, ORDERS, ORDERS_PROGRAM, ordersContext } from '../orders/orders.ts';
import type { AppRecord, OrderRecord } from '../orders/orders-types.ts';
import { accountOf } from '../service-call.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { VOLUME_SERVICE, VOLUMES, volumeContext, VOLUMES_PROGRAM, type VolumeRecord } from '../volumes/volumes.ts';
import type { Dependency, KnownEdk } from './dependency.ts';
import type { KnownKeys } from './known-keys.ts';
import { aliasOf } from './object-dependencies.ts';

/** What stands in for KMS while a data key is in memory. */
const heldBy = ({ expiresAt }: CachedDataKey): Pick<Dependency, 'held' | 'heldUntil'> => ({
  held: 'data-key',
  ...(expiresAt === undefined ? {} : { heldUntil: expiresAt }),
});

/** Returns the uses of keys by the Orders app and by the volumes. */
export async function appDependencies(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  ledger: Ledger,
  keys: KnownKeys,
): Promise<readonly Dependency[]> {
  const entries = await ledger.list({ kind: 'dataKey' });
  const now = (await strongroom.sandbox.clock.now()).getTime();
  const held = liveDataKeys(ledger, entries);
  const holds = (program: string, edk: string): CachedDataKey | undefined =>
    held.find((key) => key.program === program && key.edk === edk);
  const keyOfEdk = new Map(entries.map(({ edkSha, key }) => [edkSha, key]));

  async function edkOf(edk: string, region: string, arn?: string): Promise<readonly KnownEdk[]> {
    const blob = fromBase64(edk);
    const sha = await sha256Hex(blob);
    const key = await keys.at(arn ?? keyOfEdk.get(sha) ?? '', region);
    return key ? [{ key: key.arn, sha, blob }] : [];
  }

  /** The principal of calls without a caller. */
  const defaultCaller = async () => `arn:aws:iam::${await accountOf(strongroom, {})}:user/admin`;

  async function orders(): Promise<readonly Dependency[]> {
    const app = (await store.get<AppRecord>(APP.scope, APP.name))?.value;
    if (app === undefined) return [];
    const { settings } = app;
    const { KeyId, region = DEFAULT_REGION, caller, maxUses, maxAgeSeconds } = settings;
    const named = await keys.find(KeyId, await accountOf(strongroom, settings), region);
    const context = ordersContext(settings);
    const common = { context, caller: caller ?? (await defaultCaller()) };
    const found: Dependency[] = [];

    const inUse = held.find(({ program }) => program === ORDERS_PROGRAM);
    const isUsable = inUse?.isUsable(now) === true;
    const isUsedUp = inUse !== undefined && !isUsable;
    const edks = app.edk === undefined ? [] : await edkOf(app.edk, region);
    const isNew = app.edk === undefined || isUsedUp;
    const hasLimit = maxUses !== undefined || maxAgeSeconds !== undefined;
    found.push({
      dependent: { kind: 'app', id: ORDERS_PROGRAM, name: ORDERS_PROGRAM, program: ORDERS_PROGRAM, region },
      keys: isNew ? (named ? [named.arn] : []) : edks.map(({ key }) => key),
      ...(isUsable ? heldBy(inUse) : {}),
      ...(isNew ? {} : { edks }),
      ...common,
      ...aliasOf(KeyId, isNew ? 'now' : hasLimit ? 'later' : 'never'),
    });
    for (const { value } of await store.all<OrderRecord>(ORDERS)) {
      const own = await edkOf(value.edk, region);
      found.push({
        dependent: { kind: 'order', id: value.id, name: value.id, program: ORDERS_PROGRAM, region },
        keys: own.map(({ key }) => key),
        ...(isUsable && inUse.edk === value.edk ? heldBy(inUse) : {}),
        edks: own,
        ...common,
      });
    }
    return found;
  }

  async function volumes(): Promise<readonly Dependency[]> {
    const stored = await store.all<VolumeRecord>(VOLUMES);
    return Promise.all(
      stored.map(async ({ value: { id, region, edk, key, grant, arn, account } }) => {
        const edks = await edkOf(edk, region, key);
        const isHeld = grant !== undefined && holds(VOLUMES_PROGRAM, edk) !== undefined;
        return {
          dependent: { kind: 'volume' as const, id, name: id, program: VOLUMES_PROGRAM, region },
          keys: edks.map((one) => one.key),
          ...(isHeld ? { held: 'data-key' as const } : {}),
          context: volumeContext(id),
          // Attaching a volume takes more than Decrypt, so the access to a detached one is not decided.
          ...(grant === undefined
            ? {}
            : {
                edks,
                caller: VOLUME_SERVICE,
                requestContext: { 'aws:SourceArn': arn, 'aws:SourceAccount': account },
              }),
        };
      }),
    );
  }

  return [...(await orders()), ...(await volumes())];
}
