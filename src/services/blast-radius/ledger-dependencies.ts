/** Items and plaintext data keys of the ledger: of the Playground, of programs of users, and of services. */
import { parseArn } from '../../model/arn.ts';
import type { LedgerView } from '../ledger/ledger-entries.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Dependency } from './dependency.ts';
import type { KnownKeys } from './known-keys.ts';

/** Services whose own records say more than the ledger. */
const RECORDED: ReadonlySet<string> = new Set(['object-store', 'tenant-table', 'secret-store']);

/**
 * Returns the uses of keys that only the ledger knows.
 * @param known hashes of the encrypted data keys that the records of services have
 */
export async function ledgerDependencies(
  ledger: Ledger,
  keys: KnownKeys,
  known: ReadonlySet<string>,
): Promise<readonly Dependency[]> {
  const found: Dependency[] = [];
  const keyOf = async (arn: string) => keys.at(arn, parseArn(arn)?.region ?? '');
  for (const { id, program, tenant, status, edkShas, keys: arns } of await ledger.list({ kind: 'item' })) {
    if (status !== 'stored' || (RECORDED.has(program) && edkShas.some((sha) => known.has(sha)))) continue;
    const edks = [];
    for (const [at, sha] of edkShas.entries()) {
      const key = await keyOf(arns[at] ?? '');
      if (key) edks.push({ key: key.arn, sha });
    }
    found.push({
      dependent: { kind: 'file', id, name: id, program, ...(tenant === undefined ? {} : { tenant }) },
      keys: edks.map(({ key }) => key),
      edks,
    });
  }
  for (const entry of await ledger.list({ kind: 'dataKey' })) {
    const { id, program, tenant, key: arn, zeroised } = entry;
    // One at a limit is in memory still, and its program uses it no more.
    if (zeroised || isUsedUp(entry)) continue;
    const { createdAt, maxAgeSeconds } = entry;
    const key = await keyOf(arn);
    found.push({
      dependent: { kind: 'data-key', id, name: program, program, ...(tenant === undefined ? {} : { tenant }) },
      keys: key ? [key.arn] : [],
      held: 'data-key',
      ...(maxAgeSeconds === undefined ? {} : { heldUntil: createdAt + maxAgeSeconds * 1000 }),
    });
  }
  return found;
}

/** Whether a data key has reached a limit of its cache. */
function isUsedUp({
  uses,
  ageSeconds = 0,
  maxUses = Infinity,
  maxAgeSeconds = Infinity,
}: LedgerView<'dataKey'>): boolean {
  return uses >= maxUses || ageSeconds >= maxAgeSeconds;
}
