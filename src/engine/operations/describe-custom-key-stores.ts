/** DescribeCustomKeyStores: lists the key stores of the account in this Region by name, or one by ID or name. */
import { KmsError } from '../../model/errors.ts';
import type { KeyStoreRecord } from '../../model/records.ts';
import { findKeyStore, listKeyStores } from '../key-stores/find-key-store.ts';
import { keyStoreEntry } from '../key-stores/key-store-entry.ts';
import { createPage, decodeMarker, pageSize } from '../keys/pagination.ts';
import type { Operation, Run } from '../pipeline/operation.ts';

/** Returns the key stores that the input asks for. */
async function askedStores(run: Run<'DescribeCustomKeyStores'>): Promise<readonly KeyStoreRecord[]> {
  const { CustomKeyStoreId: id, CustomKeyStoreName: name } = run.input;
  if (id !== undefined) return [await findKeyStore(id, run)];
  const all = await listKeyStores(run);
  if (name === undefined) return all;
  const named = all.filter((store) => store.name === name);
  if (named.length === 0) throw new KmsError('CustomKeyStoreNotFoundException');
  return named;
}

/** The DescribeCustomKeyStores operation. */
export const describeCustomKeyStores: Operation<'DescribeCustomKeyStores'> = {
  // Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html ("but not both")
  validate({ CustomKeyStoreId, CustomKeyStoreName }) {
    if (CustomKeyStoreId !== undefined && CustomKeyStoreName !== undefined)
      throw new KmsError('ValidationException', 'Specify CustomKeyStoreId or CustomKeyStoreName, but not both.');
  },
  async run(run) {
    const limit = pageSize('DescribeCustomKeyStores', run.input.Limit);
    const [after] = decodeMarker(run.input.Marker, ['string']) ?? [];
    const asked = await askedStores(run);
    const rest = after === undefined ? asked : asked.filter(({ name }) => name > String(after));
    const { page, ...marks } = createPage(rest, limit, ({ name }) => [name]);
    return { output: { CustomKeyStores: page.map(keyStoreEntry), ...marks } };
  },
};
