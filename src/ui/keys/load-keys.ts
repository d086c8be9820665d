/** The keys of the caller's account in a Region, as the table shows them: ids first, then aliases, then each key's metadata as it comes. */
import type { KmsClient } from '../../client/strongroom.ts';
import { outputOf } from '../page/call-recorder.ts';
import type { KeyRow } from './key-rows.ts';

/** Keys described at once: enough to share commits, few enough to leave the worker to others. */
const AT_ONCE = 64;

async function allPages<T>(
  page: (marker: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  let marker: string | undefined;
  do {
    const { items: more, next } = await page(marker);
    items.push(...more);
    marker = next;
  } while (marker !== undefined);
  return items;
}

/** Loads the rows; `onRows` gets them again and again, more complete each time. Throws AWS's error when the caller may not list. */
export async function loadKeys(
  kms: KmsClient,
  onRows: (rows: readonly KeyRow[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const [keys, aliases] = await Promise.all([
    allPages(async (Marker) => {
      const output = outputOf(await kms.call('ListKeys', { Limit: 1000, Marker }));
      return { items: output.Keys ?? [], next: output.NextMarker };
    }),
    allPages(async (Marker) => {
      const output = outputOf(await kms.call('ListAliases', { Limit: 100, Marker }));
      return { items: output.Aliases ?? [], next: output.NextMarker };
    }),
  ]);
  const namesOf = Map.groupBy(aliases, (alias) => alias.TargetKeyId ?? '');
  const rows: KeyRow[] = keys.map(({ KeyId = '', KeyArn = '' }) => {
    const names = (namesOf.get(KeyId) ?? []).map((alias) => alias.AliasName ?? '');
    return {
      keyId: KeyId,
      arn: KeyArn,
      aliases: names,
      manager: names.some((name) => name.startsWith('alias/aws/')) ? 'AWS' : 'CUSTOMER',
    };
  });
  onRows([...rows]);
  for (let from = 0; from < rows.length && !signal.aborted; from += AT_ONCE) {
    await Promise.all(
      rows.slice(from, from + AT_ONCE).map(async (row, index) => {
        const reply = await kms.call('DescribeKey', { KeyId: row.arn });
        const metadata = reply.ok ? reply.output.KeyMetadata : undefined;
        rows[from + index] = {
          ...row,
          description: metadata?.Description ?? '',
          ...(metadata?.KeyManager === undefined ? {} : { manager: metadata.KeyManager }),
          ...(metadata?.KeyState === undefined ? {} : { state: metadata.KeyState }),
          ...(metadata?.CreationDate === undefined ? {} : { created: metadata.CreationDate }),
          ...(reply.ok ? {} : { refused: reply.error.name }),
        };
      }),
    );
    signal.throwIfAborted();
    onRows([...rows]);
  }
}
