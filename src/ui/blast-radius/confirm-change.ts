/** Asks before a change with which something known would stop. */
import type { BlastRadiusReport, PlannedChange } from '../../services/blast-radius/blast-radius-types.ts';
import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './blast-radius-texts.ts';
import { loadBlastRadius } from './load-blast-radius.ts';

/** Heading and action of the dialog, by operation. */
const WORDS = {
  DisableKey: () => TEXTS.disable,
  DisconnectCustomKeyStore: () => TEXTS.disconnect,
  UpdateAlias: (alias: string) => ({ ...TEXTS.moveAlias, heading: TEXTS.moveAlias.heading(alias) }),
  DeleteAlias: (alias: string) => ({ ...TEXTS.deleteAlias, heading: TEXTS.deleteAlias.heading(alias) }),
} as const;

/** A change that is made by one click, without a dialog of its own. */
export type OneClickChange = Extract<PlannedChange, { readonly operation: keyof typeof WORDS }>;

/**
 * Resolves to true if nothing known would stop, or after a person has confirmed the change in a dialog that says what
 * would. If that could not be found out, the dialog says so, and asks for the change in a second step.
 * @param host the dialog is placed in it, and removed when it has closed
 */
export async function confirmChange(
  host: ShadowRoot | HTMLElement,
  context: PageContext,
  change: OneClickChange,
): Promise<boolean> {
  let report: BlastRadiusReport | undefined;
  let isUnknown = false;
  try {
    report = await loadBlastRadius(context, change);
  } catch {
    isUnknown = true;
  }
  if (!isUnknown && report?.stops.some(({ when }) => when !== 'already') !== true) return true;
  await import('./strong-change-dialog.ts');
  const dialog = document.createElement('strong-change-dialog');
  const alias = 'AliasName' in change ? change.AliasName : '';
  Object.assign(dialog, WORDS[change.operation](alias), {
    report,
    isUnknown,
    account: context.account,
    region: context.region,
  });
  host.append(dialog);
  try {
    return await dialog.ask();
  } finally {
    dialog.remove();
  }
}
