/**
 * The shredding report: every path by which the data of a tenant could still be read. Each encrypted data key is tried
 * by the engine, as a dry run of Decrypt in its Region, whose event is named as evidence. A path is closed only when no
 * change in KMS could open it again: a key that is disabled or pending deletion leaves it open.
 */
import { fromBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import { parseArn } from '../../model/arn.ts';
import type { KeyListing } from '../../model/contract.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ServiceSandbox, ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { SignedReport } from '../sign-report.ts';
import { contextOf, itemName, placesOf } from './table-items.ts';
import type { ItemRecord, TableRecord, TenantInput } from './tenant-table-types.ts';

/** Why a path is open or closed. */
export type PathReason =
  | 'key-enabled'
  | 'key-can-be-enabled'
  | 'deletion-can-be-canceled'
  | 'material-can-be-imported'
  | 'key-unavailable'
  | 'key-does-not-exist'
  | 'plaintext-key-in-memory';

/** A way to the data. */
export interface ShreddingPath {
  /** `table`, `replica` or `backup`: an encrypted data key there. `data-key`: a plaintext data key of a program. */
  readonly kind: 'table' | 'replica' | 'backup' | 'data-key';
  /** ID of the item, or of the data key's entry in the ledger. */
  readonly id: string;
  /** Region of the key that was tried. Omitted: no KMS key is needed. */
  readonly region?: string;
  readonly backup?: string;
  readonly program?: string;
  readonly edkSha: string;
  /** ARN of the KMS key. */
  readonly key: string;
  /** State of the key. Omitted: it does not exist, or is not needed. */
  readonly keyState?: string;
  readonly isOpen: boolean;
  readonly reason: PathReason;
  /** Answer to the dry run of Decrypt: an error of KMS. DryRunOperationException: the call would have succeeded. */
  readonly tried?: string;
  /** ID of its event. */
  readonly eventId?: string;
}

/** A shredding report. */
export interface ShreddingReport {
  readonly table: string;
  readonly tenant: string;
  /** Simulated time, in ISO 8601. */
  readonly at: string;
  readonly open: number;
  readonly paths: readonly ShreddingPath[];
  /** Items without an encrypted data key, by place. No path leads to them. */
  readonly withoutKeys: readonly string[];
  /** What the report does not prove. */
  readonly limits: readonly string[];
}

const LIMITS: readonly string[] = [
  'It is about records of this sandbox. Copies that programs made elsewhere, and plaintext that was read, are not in it.',
  'Bytes that were deleted can remain in the files of the browser on disk.',
  'A plaintext data key is known only if its program wrote it to the ledger.',
  'The data key of a program whose tab was closed counts as in memory until that program restarts.',
  'Whoever controls this browser can make and sign another report.',
];

const REASONS: Readonly<Record<string, PathReason>> = {
  Enabled: 'key-enabled',
  Disabled: 'key-can-be-enabled',
  PendingDeletion: 'deletion-can-be-canceled',
  PendingReplicaDeletion: 'deletion-can-be-canceled',
  PendingImport: 'material-can-be-imported',
};

/** Makes the report, and notes in the ledger that it was opened. */
export async function createShreddingReport(
  strongroom: ServiceSandbox,
  store: ServiceStore,
  ledger: Ledger,
  sign: (report: ShreddingReport) => Promise<SignedReport>,
  table: TableRecord,
  { tenant, caller }: TenantInput,
): Promise<{ readonly report: ShreddingReport; readonly signed: SignedReport }> {
  const paths: ShreddingPath[] = [];
  const withoutKeys: string[] = [];
  const listings = new Map<string, readonly KeyListing[]>();

  async function keyIn(region: string, arn: string): Promise<KeyListing | undefined> {
    const { account = '', resource = '' } = parseArn(arn) ?? {};
    const place = `${account}/${region}`;
    const listed = listings.get(place) ?? (await strongroom.sandbox.keys.list(account, region));
    listings.set(place, listed);
    return listed.find((key) => `key/${key.keyId}` === resource);
  }

  /** The Regions in which a key exists: related multi-Region keys have one ID. Its own Region, if it does not exist. */
  async function regionsOf(arn: string): Promise<readonly string[]> {
    const { region: own = table.region, account, resource = '' } = parseArn(arn) ?? {};
    const locations = await strongroom.sandbox.whereIs(resource.replace('key/', ''));
    const found = locations.filter((location) => location.account === account).map(({ region }) => region);
    return found.length === 0 ? [own] : found;
  }

  for (const { scope, region: placed, backup } of await placesOf(store, table)) {
    const kind = backup === undefined ? (placed === table.region ? 'table' : 'replica') : 'backup';
    for (const { value } of await store.all<ItemRecord>(scope, itemName(tenant, ''))) {
      if (value.edks.length === 0) withoutKeys.push(`${kind} ${backup ?? placed}: ${value.id}`);
      for (const { key, edk } of value.edks) {
        const blob = fromBase64(edk);
        const edkSha = await sha256Hex(blob);
        for (const region of await regionsOf(key)) {
          const found = await keyIn(region, key);
          const reply = await strongroom.kms(region, caller).call('Decrypt', {
            CiphertextBlob: blob,
            EncryptionContext: contextOf(table.name, tenant, value.isBound),
            DryRun: true,
          });
          paths.push({
            kind,
            id: value.id,
            region,
            ...(backup === undefined ? {} : { backup }),
            edkSha,
            key,
            ...(found === undefined ? {} : { keyState: found.state }),
            isOpen: found !== undefined,
            reason: found === undefined ? 'key-does-not-exist' : (REASONS[found.state] ?? 'key-unavailable'),
            ...(reply.ok ? {} : { tried: reply.error.name }),
            ...(reply.event === undefined ? {} : { eventId: reply.event.record.eventID }),
          });
        }
      }
    }
  }
  for (const { id, program, edkSha, key, tenant: owner, zeroised } of await ledger.list({ kind: 'dataKey' }))
    if (owner === tenant && !zeroised)
      paths.push({ kind: 'data-key', id, program, edkSha, key, isOpen: true, reason: 'plaintext-key-in-memory' });

  const open = paths.filter(({ isOpen }) => isOpen).length;
  const at = (await strongroom.sandbox.clock.now()).toISOString();
  const report: ShreddingReport = { table: table.name, tenant, at, open, paths, withoutKeys, limits: LIMITS };
  const signed = await sign(report);
  const id = (await sha256Hex(encodeUtf8(signed.signature))).slice(0, 32);
  const documentSha = await sha256Hex(encodeUtf8(signed.document));
  await ledger.put({ kind: 'report', id, program: 'tenant-table', report: 'shredding', tenant, open, documentSha });
  return { report, signed };
}
