/** What would stop with a draft of a key policy. */
import { html, nothing } from 'lit';
import type { PageContext } from '../page/page-context.ts';
import type { StrongBlastRadiusPanel } from '../blast-radius/blast-radius-panel.ts';
import type { LookedAt } from './policy-preview.ts';
import '../blast-radius/blast-radius-panel.ts';

const changeOf = (KeyId: string, Policy: string): StrongBlastRadiusPanel['change'] => ({
  operation: 'PutKeyPolicy',
  KeyId,
  Policy,
});

/** Renders what would stop, once the draft `Policy` was previewed. The page lists callers that lose access itself. */
export function renderPolicyRadius(context: PageContext, KeyId: string, Policy: string, check: LookedAt | undefined) {
  if (check?.text !== Policy) return nothing;
  return html`<strong-blast-radius-panel
    .context=${context}
    .change=${changeOf(KeyId, Policy)}
    withoutCallers
  ></strong-blast-radius-panel>`;
}
