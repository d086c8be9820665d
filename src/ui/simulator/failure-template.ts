import { html, nothing } from 'lit';
import { href } from '../page/router.ts';
import type { Problem } from '../page/problem.ts';
import { TEXTS } from './simulator-texts.ts';
import '../page/strong-problem.ts';

/** Where a call failed. `emptyRegion`: the Region of the keys to choose from, if it has none. */
interface FailedCall {
  readonly region: string;
  readonly account: string;
  readonly emptyRegion: string | undefined;
  /** The failure is of an earlier question. */
  readonly isStale: boolean;
}

/** Shows the error of a call that fails before it is authorized. */
export function failureTemplate(failure: Problem, { region, account, emptyRegion, isStale }: FailedCall) {
  return html`${emptyRegion === undefined ? nothing : html`<p>${TEXTS.noKeys(emptyRegion, href([]), href(['keys']))}</p>`}
    <p class="before">${TEXTS.failsBefore}</p>
    <strong-problem
      class=${isStale ? 'stale' : ''}
      .problem=${failure}
      .region=${region}
      .account=${account}
    ></strong-problem>`;
}
