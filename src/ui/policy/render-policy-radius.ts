/** What would stop with a draft of a key policy. */
import { html } from 'lit';
import type { PageContext } from '../page/page-context.ts';
import type { LookedAt } from './policy-preview.ts';
import type { StrongBlastRadiusPanel } from '../blast-radius/blast-radius-panel.ts';
import '../blast-radius/blast-radius-panel.ts';

/** Renders what would stop, once the draft `Policy` was previewed. The page lists callers that lose access itself. */
export function renderPolicyRadius(context: PageContext, KeyId: string, Policy: string, check: LookedAt | undefined) {
  const change: StrongBlastRadiusPanel['change'] =
    check?.text === Policy ? { operation: 'PutKeyPolicy', KeyId, Policy } : undefined;
  return html`<strong-blast-radius-panel
    .context=${context}
    .change=${change}
    withoutCallers
  ></strong-blast-radius-panel>`;
}
