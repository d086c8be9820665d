import { html, nothing } from 'lit';
import { href } from '../page/router.ts';
import type { PageContext } from '../page/page-context.ts';
import type { Problem } from '../page/problem.ts';
import type { Choices } from './choices.ts';
import { TEXTS } from './simulator-texts.ts';
import '../page/strong-problem.ts';

/**
 * Shows the error of a call that fails before it is authorized.
 * @param regions of the call, and of the keys to choose from
 * @param isStale the failure is of an earlier question
 */
export function failureTemplate(
  failure: Problem,
  [region, keyRegion]: readonly [string, string],
  { keys }: Pick<Choices, 'keys'>,
  { account }: Pick<PageContext, 'account'>,
  isStale: boolean,
) {
  return html`${keys.length > 0 ? nothing : html`<p>${TEXTS.noKeys(keyRegion, href([]), href(['keys']))}</p>`}
    <p class="before">${TEXTS.failsBefore}</p>
    <strong-problem
      class=${isStale ? 'stale' : ''}
      .problem=${failure}
      .region=${region}
      .account=${account}
    ></strong-problem>`;
}
