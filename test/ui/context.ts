/** A context for the tests of pages: a fresh world in memory, asked for real. */
import { createStrongroom } from '../../src/memory.ts';
import { DEFAULT_REGION } from '../../src/model/regions.ts';
import type { InputOf } from '../../src/model/operations.ts';
import { keyView, type KeyView } from '../../src/ui/page/key-view.ts';
import type { PageContext } from '../../src/ui/page/page-context.ts';
import { EncryptedFileStore } from '../../src/ui/envelope/encrypted-file-store.ts';

/** The context of `user/admin` in the default account. */
export function pageContext(region = DEFAULT_REGION): PageContext {
  const strongroom = createStrongroom();
  return {
    strongroom,
    kms: strongroom.kms(region),
    region,
    caller: 'arn:aws:iam::111122223333:user/admin',
    account: '111122223333',
    shelf: new EncryptedFileStore(),
  };
}

/** Removes the encrypted file of Home, as a visitor does who clears the data of the site. */
export async function clearShelf(name = 'shelf'): Promise<void> {
  sessionStorage.removeItem(name);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(name, { recursive: true }).catch(() => undefined);
}

/** A new key as DescribeKey shows it. */
export async function newKey({ kms }: PageContext, input: InputOf<'CreateKey'> = {}): Promise<KeyView> {
  return keyView((await kms.createKey(input)).KeyMetadata);
}

/** The key as it is now: what the page hands to a tab after it looked again. */
export async function describeKey({ kms }: PageContext, { KeyId }: Pick<KeyView, 'KeyId'>): Promise<KeyView> {
  return keyView((await kms.describeKey({ KeyId })).KeyMetadata);
}
