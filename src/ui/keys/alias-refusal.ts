import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './keys-texts.ts';

/** Returns why `alias` cannot be created in this account and Region; empty if no reason is known. Records no event. */
export async function aliasRefusal(alias: string, { strongroom, account, region }: PageContext): Promise<string> {
  if (!alias) return '';
  if (alias.startsWith('alias/aws/')) return TEXTS.reservedAlias;
  const found = await strongroom.sandbox.whereIs(alias);
  return found.some((key) => key.account === account && key.region === region) ? TEXTS.takenAlias(alias, region) : '';
}
