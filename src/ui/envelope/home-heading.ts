/** The heading of Home: what the page is for or, after a run, what came of it. */
import { html, type TemplateResult } from 'lit';
import { bytesExactly, count, duration } from '../kit/format.ts';
import type { Direction } from './envelope-run.ts';
import { TEXTS } from './home-texts.ts';

/** What a finished run did. */
export interface RunResult {
  readonly direction: Direction;
  readonly name: string;
  /** Sizes before and after, in bytes. */
  readonly from: number;
  readonly to: number;
  /** How long the plaintext data key was in use, in milliseconds. */
  readonly heldMs: number | undefined;
}

/** Renders the heading and the paragraph below it. */
export function renderHomeHeading(result: RunResult | undefined): TemplateResult {
  if (!result)
    return html`<h1>${TEXTS.title}</h1>
      <p class="lead soft">${TEXTS.lead}</p>`;
  const { direction, name, from, to, heldMs } = result;
  const time = heldMs === undefined ? undefined : duration(heldMs);
  return html`<h1>${TEXTS.result.heading[direction](name, count(from), bytesExactly(to))}</h1>
    <p class="lead result">${TEXTS.result.lead[direction](time)}</p>`;
}
